/** What the tasks of a project share: fields for what is edited most, and JSON for all of it. */
import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Fault, Json, JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { isSame, textAt, without } from '../../ui/json';
import { printed, readObject } from './jsonText';
import { TREES } from './labelRows';
import { LabelTable } from './LabelTable';
import { hasPlace, LINES, valueAt, withValue, type LinesKind } from './paramLines';
import type { FormField } from './templates';

interface Props {
  readonly form: readonly FormField[];
  readonly params: JsonObject;
  readonly onChange: (params: JsonObject) => void;
  /** Told whether the JSON can be read as it stands. */
  readonly onSound: (isSound: boolean) => void;
  readonly faults: readonly Fault[];
}

const HINTS: Readonly<Record<LinesKind, () => string>> = {
  choices: () => t('One a line.'),
  labels: () => t('One a line; indented ones are finer kinds of the one above.'),
  named_labels: () => t('One a line; indented ones are finer kinds of the one above.'),
  questions: () => t('One a line: name: choice, choice, choice'),
  descriptions: () => t('One a line: name: what workers are asked for'),
};

export function ParamsForm({ form, params, onChange, onSound, faults }: Props) {
  const [text, setText] = useState<string | null>(null);
  const shown = form.filter((one) => hasPlace(params, one.pointer));
  const read = text === null ? params : readObject(text);
  const change = (next: JsonObject) => {
    setText(null);
    onSound(true);
    onChange(next);
  };
  const type = (typed: string) => {
    setText(typed);
    const now = readObject(typed);
    onSound(typeof now !== 'string');
    const instruction = textAt(params, 'instruction');
    if (typeof now !== 'string') onChange(instruction === '' ? now : { ...now, instruction });
  };
  const instruction = textAt(params, 'instruction');
  const elsewhere = faults.filter(
    (one) => !shown.some(({ pointer }) => isAt(one, pointer)) && !isAt(one, '/instruction'),
  );
  return (
    <>
      <Textarea
        label={t('Instructions')}
        description={t('Markdown. Workers read them beside every task.')}
        value={instruction}
        onChange={(event) => change(withValue(params, '/instruction', event.target.value))}
        error={sentencesAt(faults, '/instruction')}
        autosize
        minRows={3}
        maxRows={16}
      />
      {shown.map((one) => (
        <Place
          key={one.pointer}
          field={one}
          value={valueAt(params, one.pointer)}
          onChange={(value) => change(withValue(params, one.pointer, value))}
          error={sentencesAt(faults, one.pointer)}
        />
      ))}
      <details open={elsewhere.length > 0 || typeof read === 'string' || shown.length === 0}>
        <summary>{t('Everything that tasks share, as JSON')}</summary>
        <Textarea
          label={t('What every task shares')}
          description={t('Params of this kind of work. A task may say otherwise.')}
          classNames={{ input: 'gw-code' }}
          value={text ?? printed(without(params, 'instruction'))}
          onChange={(event) => type(event.target.value)}
          error={
            typeof read === 'string'
              ? read
              : elsewhere.map((one) => `${one.pointer} ${one.sentence}`).join('; ') || undefined
          }
          spellCheck={false}
          autosize
          minRows={4}
          maxRows={24}
        />
      </details>
    </>
  );
}

interface PlaceProps {
  readonly field: FormField;
  readonly value: Json | undefined;
  readonly onChange: (value: Json) => void;
  readonly error: string | undefined;
}

function Place({ field, value, onChange, error }: PlaceProps) {
  const { kind, title } = field;
  if (kind === 'switch') {
    return (
      <Checkbox
        label={title}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
        error={error}
      />
    );
  }
  if (kind === 'text') {
    return (
      <TextInput
        label={title}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value)}
        error={error}
      />
    );
  }
  const rest = { title, value, onChange, error };
  return kind === 'labels' || kind === 'named_labels' ? (
    <Labels kind={kind} {...rest} />
  ) : (
    <Lines kind={kind} {...rest} />
  );
}

/** A table of labels, or lines of text where finer kinds are indented. */
function Labels(props: Omit<PlaceProps, 'field'> & { kind: keyof typeof TREES; title: string }) {
  const [isLines, setIsLines] = useState(false);
  const { title } = props;
  if (!isLines) return <LabelTable {...props} onLines={() => setIsLines(true)} />;
  return (
    <div>
      <Lines {...props} />
      <button
        type="button"
        className="gw-link"
        aria-label={t('{title} as a table', { title })}
        onClick={() => setIsLines(false)}
      >
        {t('As a table')}
      </button>
    </div>
  );
}

interface LinesProps extends Omit<PlaceProps, 'field'> {
  readonly kind: LinesKind;
  readonly title: string;
}

function Lines({ kind, title, value, onChange, error }: LinesProps) {
  const { read, write } = LINES[kind];
  const [typed, setTyped] = useState('');
  // What was typed stands, with its empty lines, as long as it says the same.
  const isTyped = typed !== '' && isSame(read(typed, value), value);
  return (
    <Textarea
      label={title}
      description={HINTS[kind]()}
      value={isTyped ? typed : write(value)}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(read(event.target.value, value));
      }}
      error={error}
      spellCheck={false}
      autosize
      minRows={2}
      maxRows={12}
    />
  );
}

function isAt({ pointer }: Fault, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

function sentencesAt(faults: readonly Fault[], place: string): string | undefined {
  const found = faults.filter((one) => isAt(one, place)).map((one) => one.sentence);
  return [...new Set(found)].join('; ') || undefined;
}

import { Button, Group, JsonInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../messages';
import type { Settings } from './settings';

type Rules = Settings['rules'];

interface Props {
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
  /** What the server found wrong with them. */
  readonly error: string | undefined;
}

/** The rules of a project for its answers, as the JSON that they are, with some to begin from. */
export function RulesField({ rules, onChange, error }: Props) {
  const [text, setText] = useState(() => written(rules));
  const [isUnread, setIsUnread] = useState(false);
  const edit = (edited: string) => {
    setText(edited);
    const read = readRules(edited);
    setIsUnread(read === null);
    if (read) onChange(read);
  };
  return (
    <div>
      <JsonInput
        label={t('Rules for answers')}
        description={t(
          'What an answer must satisfy beside what its kind asks: a list of rules, each with a message, places (at) and a condition (require). Workers are told before they submit.',
        )}
        value={text}
        onChange={edit}
        error={isUnread ? t('This is no JSON list.') : error}
        minRows={2}
        maxRows={16}
        autosize
        spellCheck={false}
      />
      <Group gap="xs" mt="xs">
        {examples().map(({ title, rule }) => (
          <Button
            key={title}
            size="compact-xs"
            variant="default"
            onClick={() => edit(written([...(readRules(text) ?? rules), rule]))}
          >
            {title}
          </Button>
        ))}
      </Group>
    </div>
  );
}

function written(rules: Rules): string {
  return rules.length ? JSON.stringify(rules, null, 2) : '';
}

/** Null for what is no JSON list; the server says what is wrong with the rules in it. */
function readRules(text: string): Rules | null {
  if (!text.trim()) return [];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? (read as Rules) : null; // checked by the server
  } catch {
    return null;
  }
}

function examples(): { title: string; rule: Rules[number] }[] {
  const shapes = { var: 'response.annotations' };
  return [
    {
      title: t('Add: at least one shape'),
      rule: {
        message: t('Draw at least one shape.'),
        at: '',
        see: '',
        when: true,
        require: { '>=': [{ count: shapes }, 1] },
      },
    },
    {
      title: t('Add: no tiny boxes'),
      rule: {
        message: t('This is too small to be meant.'),
        at: '/annotations/*',
        see: '',
        when: { '==': [{ var: 'value.type' }, 'box'] },
        require: { '>=': [{ area: { var: 'value' } }, 16] },
      },
    },
    {
      title: t('Add: no shape twice'),
      rule: {
        message: t('Two shapes of one label lie on each other.'),
        at: '',
        see: '',
        when: true,
        require: { '<': [{ overlap: shapes }, 0.9] },
      },
    },
  ];
}

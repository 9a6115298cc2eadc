import { useQuery } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import { ask } from '../../api/client';
import type { JsonObject } from '../../editor/contract';
import { t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { bytes } from '../../ui/bytes';
import { DataTable } from '../../ui/DataTable';
import {
  chosen,
  dropped,
  itemsOf,
  itemsOfObjects,
  strangers,
  type Found,
  type Target,
} from './files';
import { WebAddress } from '../../ui/WebAddress';
import type { Project } from './queries';
import { useScope } from './scope';
import { Sending } from './Sending';
import type { SourceProps } from './SendTasks';
import { isTable } from './table';

const SHOWN = 8;

/** Where a file may stand in a task, the likeliest first. */
export function targetsOf(sample: JsonObject, project: Project): Target[] {
  const saysKind = 'attachment_type' in sample && !('attachment_type' in project.params);
  return Object.keys(sample)
    .filter((name) => name !== 'attachment_type')
    .sort((one, two) => Number(two.startsWith('attach')) - Number(one.startsWith('attach')))
    .map((name) => ({ name, sample: sample[name], saysKind }));
}

/** A param that holds words itself, not the address of a file. */
export function isWords({ sample }: Target): boolean {
  return typeof sample === 'string' && !/^\w+:\/\//.test(sample);
}

interface FilesProps extends SourceProps {
  /** Told of a table among what was chosen: its rows are the tasks. */
  readonly onTable: (file: File) => void;
}

export function SendFiles({ project, sample, batch, onTable }: FilesProps) {
  const { link } = useScope();
  const [found, setFound] = useState<readonly Found[]>([]);
  const [isOver, setIsOver] = useState(false);
  const [trouble, setTrouble] = useState('');
  const targets = targetsOf(sample, project);
  const [name, setName] = useState(targets[0]?.name ?? 'attachment');
  const target = targets.find((one) => one.name === name) ?? { name, sample: '', saysKind: false };
  const [asText, setAsText] = useState(isWords(target));
  const odd = target.saysKind || asText ? [] : strangers(found);
  const add = (more: readonly Found[]) => {
    const [one] = more;
    if (one && more.length === 1 && isTable(one.file.name)) {
      onTable(one.file);
      return;
    }
    setTrouble(more.length === 0 ? t('There are no files in it.') : '');
    setFound((before) =>
      [...new Map([...before, ...more].map((one) => [one.path, one])).values()].sort((a, b) =>
        a.path.localeCompare(b.path, undefined, { numeric: true }),
      ),
    );
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    dropped(event.dataTransfer.items).then(add, () =>
      setTrouble(t('What was dropped could not be read; choose it instead.')),
    );
  };
  return (
    <>
      <div
        className="gw-drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
      >
        <p>{t('Drop files or a folder here, or choose:')}</p>
        <div className="gw-row">
          <Choose label={t('Files')} onFound={add} />
          <Choose label={t('A folder')} isFolder onFound={add} />
        </div>
        <p className="gw-quiet gw-tight">
          {t(
            'Each file is stored and becomes a task; its path is its name, so sending it again makes no other.',
          )}
        </p>
      </div>
      {trouble === '' ? null : <p role="alert">{trouble}</p>}
      {targets.length > 1 ? (
        <div className="gw-field">
          <label htmlFor="file-target">{t('A file becomes')}</label>
          <select
            id="file-target"
            className="gw-select"
            value={name}
            onChange={(event) => setName(event.target.value)}
          >
            {targets.map((one) => (
              <option key={one.name}>{one.name}</option>
            ))}
          </select>
        </div>
      ) : null}
      {isWords(target) || found.some((one) => one.file.type.startsWith('text/')) ? (
        <label className="gw-check">
          <input
            type="checkbox"
            checked={asText}
            onChange={(event) => setAsText(event.target.checked)}
          />
          {t('Put the text of each file into its task, instead of an address')}
        </label>
      ) : null}
      {odd.length > 0 ? (
        <div className="gw-note gw-row">
          <span>
            {t('{n} {n|is|are} of another kind than most: {list}', {
              n: odd.length,
              list: odd
                .slice(0, SHOWN)
                .map((one) => one.path)
                .join(', '),
            })}
          </span>
          <button
            type="button"
            className="gw-button gw-small"
            onClick={() => setFound(found.filter((one) => !odd.includes(one)))}
          >
            {t('Leave {n|it|them} out', { n: odd.length })}
          </button>
        </div>
      ) : null}
      {found.length > 0 ? (
        <>
          <DataTable
            label={t('Chosen files')}
            rows={found.slice(0, SHOWN)}
            keyOf={(one) => one.path}
            empty=""
            columns={[
              { title: t('Path'), cell: (one) => one.path },
              { title: t('Size'), cell: (one) => bytes(one.file.size), isNumber: true },
              {
                title: '',
                cell: (one) => (
                  <button
                    type="button"
                    className="gw-button gw-small"
                    onClick={() => setFound(found.filter((other) => other !== one))}
                  >
                    {t('Leave out')}
                    <span className="gw-hidden"> {one.path}</span>
                  </button>
                ),
              },
            ]}
          />
          {found.length > SHOWN ? (
            <p className="gw-quiet">{t('And {n} more.', { n: found.length - SHOWN })}</p>
          ) : null}
        </>
      ) : null}
      <Sending
        items={itemsOf(found, { project: project.name, target, link }, asText)}
        project={project}
        batch={batch}
      />
    </>
  );
}

interface ChooseProps {
  readonly label: string;
  readonly isFolder?: boolean;
  readonly onFound: (found: readonly Found[]) => void;
}

function Choose({ label, isFolder = false, onFound }: ChooseProps) {
  return (
    <label className="gw-button gw-choose-file">
      {label}
      <input
        type="file"
        multiple
        {...(isFolder ? { webkitdirectory: '' } : {})}
        onChange={(event) => {
          onFound(chosen(event.target.files));
          event.target.value = ''; // so that the same may be chosen once more
        }}
      />
    </label>
  );
}

/** Objects of a bucket that the operator allows. */
export function SendBucket({
  project,
  sample,
  batch,
  urls,
}: SourceProps & { urls: readonly string[] }) {
  const { api, key, link } = useScope();
  const [typed, setTyped] = useState(urls[0] ?? '');
  const [asked, setAsked] = useState<string | null>(null);
  const listed = useQuery({
    queryKey: [...key, 'bucket-objects', asked],
    queryFn: () => ask(api.GET('/api/bucket-objects', { params: { query: { url: asked ?? '' } } })),
    enabled: asked !== null,
  });
  const [target] = targetsOf(sample, project);
  return (
    <>
      <div className="gw-row">
        <div className="gw-field">
          <label htmlFor="bucket-url">{t('Address')}</label>
          <input
            id="bucket-url"
            list="bucket-urls"
            value={typed}
            size={48}
            onChange={(event) => setTyped(event.target.value)}
          />
          <datalist id="bucket-urls">
            {urls.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </datalist>
        </div>
        <button type="button" className="gw-button" onClick={() => setAsked(typed)}>
          {t('List')}
        </button>
      </div>
      <p className="gw-quiet">
        {t('Everything below it becomes a task. The server may read: {list}', {
          list: urls.join(', '),
        })}
      </p>
      {asked === null ? null : (
        <Answer asked={listed}>
          {({ objects, is_cut }) => (
            <>
              {is_cut ? (
                <p className="gw-note">
                  {t('There are more than {n}; give the address of a part of them.', {
                    n: objects.length,
                  })}
                </p>
              ) : null}
              <DataTable
                label={t('Objects')}
                rows={objects.slice(0, SHOWN)}
                keyOf={(one) => one.url}
                empty={t('There is nothing below this address.')}
                columns={[
                  {
                    title: t('Address'),
                    cell: (one) => <WebAddress address={one.url} />,
                  },
                  { title: t('Size'), cell: (one) => bytes(one.size_bytes), isNumber: true },
                ]}
              />
              <Sending
                items={itemsOfObjects(
                  objects.map((one) => one.url),
                  {
                    project: project.name,
                    target: target ?? { name: 'attachment', sample: '', saysKind: false },
                    link,
                  },
                )}
                project={project}
                batch={batch}
              />
            </>
          )}
        </Answer>
      )}
    </>
  );
}

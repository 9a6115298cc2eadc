/** In which order batches are given out; moved by buttons, so by mouse and keyboard alike. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import { t } from '../../messages';
import { Answer } from '../../ui/Answer';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { useScope, type Scope } from './scope';

function orderQuery({ api, key }: Scope) {
  return {
    queryKey: [...key, 'batch-order'],
    queryFn: () => ask(api.GET('/api/batch-order')),
  };
}

/** The names with the one at `from` moved to `to`. */
export function moved(names: readonly string[], from: number, to: number): string[] {
  const rest = names.filter((_, place) => place !== from);
  return [...rest.slice(0, to), ...names.slice(from, from + 1), ...rest.slice(to)];
}

export function BatchOrder() {
  const scope = useScope();
  const asked = useQuery(orderQuery(scope));
  const set = useAct(
    (names: string[]) => ask(scope.api.PUT('/api/batch-order', { body: { names } })),
    [[...scope.key, 'batch-order']],
  );
  return (
    <details className="gw-panel">
      <summary>{t('Order in which batches are given out')}</summary>
      <Answer asked={asked}>
        {(batches) => {
          const names = batches.map((one) => one.name);
          if (names.length === 0) return <p>{t('No batch is still to be done.')}</p>;
          return (
            <>
              <ol className="gw-order">
                {batches.map((one, place) => (
                  <li key={one.id}>
                    <span>
                      {one.name}{' '}
                      <small className="gw-quiet">
                        {t('{project}, {completed} of {total} completed', {
                          project: one.project_name,
                          completed: one.completed,
                          total: one.total,
                        })}
                      </small>
                    </span>
                    <Move
                      label={t('First')}
                      of={one.name}
                      isOff={place === 0 || set.isPending}
                      onMove={() => set.mutate(moved(names, place, 0))}
                    />
                    <Move
                      label={t('Up')}
                      of={one.name}
                      isOff={place === 0 || set.isPending}
                      onMove={() => set.mutate(moved(names, place, place - 1))}
                    />
                    <Move
                      label={t('Down')}
                      of={one.name}
                      isOff={place === names.length - 1 || set.isPending}
                      onMove={() => set.mutate(moved(names, place, place + 1))}
                    />
                  </li>
                ))}
              </ol>
              {batches.some((one) => one.is_ranked) ? (
                <button
                  type="button"
                  className="gw-button gw-small"
                  disabled={set.isPending}
                  onClick={() => set.mutate([])}
                >
                  {t('Oldest first again')}
                </button>
              ) : null}
            </>
          );
        }}
      </Answer>
      <Refused error={set.error} />
    </details>
  );
}

interface MoveProps {
  readonly label: string;
  readonly of: string;
  readonly isOff: boolean;
  readonly onMove: () => void;
}

function Move({ label, of, isOff, onMove }: MoveProps) {
  return (
    <button type="button" className="gw-button gw-small" disabled={isOff} onClick={onMove}>
      {label}
      <span className="gw-hidden"> {of}</span>
    </button>
  );
}

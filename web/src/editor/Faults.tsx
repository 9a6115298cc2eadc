import { t } from '../messages';
import type { Fault } from './contract';

interface Props {
  readonly faults: readonly Fault[];
  readonly onGo: (fault: Fault) => void;
  readonly onSee: (words: string) => void;
}

/** What is wrong with the answer; each line leads to its place, and to what the instructions say. */
export function Faults({ faults, onGo, onSee }: Props) {
  return (
    <div className="gw-faults" role="alert">
      {faults.length > 0 ? (
        <>
          <p>{t('{n} {n|thing is|things are} missing or wrong:', { n: faults.length })}</p>
          <ul>
            {faults.map((fault) => (
              <li key={`${fault.pointer} ${fault.sentence}`}>
                <button type="button" className="gw-link" onClick={() => onGo(fault)}>
                  {fault.sentence}
                </button>
                {fault.see === undefined ? null : (
                  <>
                    {' '}
                    <button
                      type="button"
                      className="gw-link"
                      onClick={() => onSee(fault.see ?? '')}
                    >
                      {t('See “{words}” in the instructions', { words: fault.see })}
                    </button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

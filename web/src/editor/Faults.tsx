import { t } from '../messages';
import type { Fault } from './contract';

interface Props {
  readonly faults: readonly Fault[];
  readonly onGo: (fault: Fault) => void;
}

/** What is wrong with the answer; each line leads to its place. */
export function Faults({ faults, onGo }: Props) {
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
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

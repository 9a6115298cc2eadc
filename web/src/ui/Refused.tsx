import { ProblemError } from '../api/problem';

/** Why something was refused, with the bad places it names; nothing without an error. */
export function Refused({ error }: { error: Error | null }) {
  if (!error) return <div role="alert" />;
  const faults = error instanceof ProblemError ? error.faults : [];
  return (
    <div role="alert" className="gw-refused">
      <p>{error.message}</p>
      {faults.length > 1 ? (
        <ul>
          {faults.map((fault) => (
            <li key={fault.pointer + fault.sentence}>
              {fault.pointer} {fault.sentence}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

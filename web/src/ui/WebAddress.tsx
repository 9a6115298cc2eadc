import { Fragment } from 'react';

/** An address that breaks behind its separators, and within a part only where that alone is too long. */
export function WebAddress({ address }: { address: string }) {
  return (
    <span className="gw-break">
      {address.split(/(?<=[/?&=@.,;])(?![/.])/).map((part, place) => (
        <Fragment key={`${place} ${part}`}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

import { useId, type ComponentProps } from 'react';

type Props = ComponentProps<'input'> & { readonly label: string; readonly hint?: string };

/** A labelled text field. */
export function Field({ label, hint, ...input }: Props) {
  const id = useId();
  return (
    <div className="gw-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...input} />
      {hint ? (
        <small id={`${id}-hint`} className="gw-quiet">
          {hint}
        </small>
      ) : null}
    </div>
  );
}

/** A person as lists tell of them: their address, and below it the name they gave. */
interface Props {
  readonly person: {
    readonly email: string;
    readonly first_name?: string | null;
    readonly last_name?: string | null;
  };
}

export function NamedPerson({ person }: Props) {
  return (
    <>
      {person.email}
      <br />
      <small className="gw-quiet">
        {[person.first_name, person.last_name].filter(Boolean).join(' ')}
      </small>
    </>
  );
}

import './screens.css';

interface Props {
  readonly label: string;
  readonly choices: readonly { readonly name: string; readonly label: string }[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

/** One of a few, side by side. */
export function Segments({ label, choices, chosen, onChoose }: Props) {
  return (
    <div className="gw-segments" role="group" aria-label={label}>
      {choices.map((one) => (
        <button
          key={one.name}
          type="button"
          aria-pressed={one.name === chosen}
          onClick={() => onChoose(one.name)}
        >
          {one.label}
        </button>
      ))}
    </div>
  );
}

import './sparkline.css';

interface Props {
  /** One value for each step, the latest last; none below zero. */
  readonly values: readonly number[];
  /** What it shows, in words, for who cannot see it. */
  readonly label: string;
}

const WIDTH = 300;
const HEIGHT = 60;

/** Bars for how something went over time; the figures stand in a table beside it. */
export function Sparkline({ values, label }: Props) {
  const most = Math.max(...values, 1);
  const step = WIDTH / Math.max(values.length, 1);
  return (
    <svg
      className="gw-sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, index) => {
        const height = value > 0 ? Math.max((value / most) * HEIGHT, 2) : 0;
        return (
          <rect
            key={index}
            x={index * step + step * 0.1}
            y={HEIGHT - height}
            width={step * 0.8}
            height={height}
          />
        );
      })}
      <line x1="0" y1={HEIGHT - 0.5} x2={WIDTH} y2={HEIGHT - 0.5} />
    </svg>
  );
}

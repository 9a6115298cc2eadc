/** Figures as /metrics shows them to Prometheus. */
export interface Figure {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Every sample of the text; comments and what is no number are left out. */
export function readFigures(text: string): Figure[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = LINE.exec(line) ?? [];
    const number = Number(value);
    if (name === undefined || Number.isNaN(number)) return [];
    const pairs = [...labels.matchAll(LABEL)].map(([, key, said]) => [key, said]);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: number }];
  });
}

/** The samples of one name. */
export function named(figures: readonly Figure[], name: string): Figure[] {
  return figures.filter((one) => one.name === name);
}

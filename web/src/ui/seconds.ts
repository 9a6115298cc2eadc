/** Places in a recording, as people write them: `1:02.5` is 62.5 seconds. */

const WRITTEN = /^(?:(?:(\d+):)?(\d{1,3}):)?(\d+(?:[.,]\d*)?|[.,]\d+)$/;

export function writeSeconds(seconds: number): string {
  const thousandths = Math.round(seconds * 1000);
  const rest = ((thousandths % 60_000) / 1000).toString();
  const minutes = Math.floor(thousandths / 60_000);
  const padded = /^\d(\.|$)/.test(rest) ? `0${rest}` : rest;
  if (minutes < 60) return `${minutes}:${padded}`;
  return `${Math.floor(minutes / 60)}:${`${minutes % 60}`.padStart(2, '0')}:${padded}`;
}

/** Undefined when the text is no time. */
export function readSeconds(text: string): number | undefined {
  const found = WRITTEN.exec(text.trim());
  if (!found) return undefined;
  const seconds = Number((found[3] ?? '').replace(',', '.'));
  const total = Number(found[1] ?? 0) * 3600 + Number(found[2] ?? 0) * 60 + seconds;
  return Math.round(total * 1000) / 1000;
}

/** What changed in an instruction, line by line: the longest common part stays, the rest came or went. */
export interface Line {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

const LINES_MAX = 2000; // beyond, the table would be too large: all of it counts as changed

export function changedLines(before: string, after: string): Line[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length > LINES_MAX || now.length > LINES_MAX) {
    return [...asLines('removed', old), ...asLines('added', now)];
  }
  const lengths = commonLengths(old, now);
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      lines.push({ kind: 'same', text: now[j++] ?? '' });
      i++;
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push({ kind: 'removed', text: old[i++] ?? '' });
    else lines.push({ kind: 'added', text: now[j++] ?? '' });
  }
  return [...lines, ...asLines('removed', old.slice(i)), ...asLines('added', now.slice(j))];
}

function asLines(kind: Line['kind'], texts: readonly string[]): Line[] {
  return texts.map((text) => ({ kind, text }));
}

/** How many lines the rests from (i, j) on have in common, at most. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const [row, below] = [table[i], table[i + 1]];
    if (!row || !below) break;
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] =
        old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** An order that looks random and is the same for the same seed. */

export function seededOrder<One>(things: readonly One[], seed: string): One[] {
  const draw = draws(seed);
  const order = [...things];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const at = Math.floor(draw() * (last + 1));
    [order[last], order[at]] = [order[at] as One, order[last] as One]; // both are inside
  }
  return order;
}

/** Numbers from 0 to 1: FNV-1a of the seed, stepped by the Weyl sequence of splitmix32. */
function draws(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const sign of seed) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

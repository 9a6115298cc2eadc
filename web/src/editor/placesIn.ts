/** Where words stand in an element, in whatever case, across bold, links and other marks within a block. */
const MOST = 500;

export function placesIn(root: HTMLElement, words: string): Range[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: { readonly node: Text; readonly start: number }[] = [];
  let whole = '';
  let block: Element | null = null;
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
    const own =
      node.parentElement?.closest('p, li, h1, h2, h3, h4, h5, h6, td, th, pre, div') ?? null;
    if (block !== null && own !== block) whole += '\n'; // words do not run on into the next block
    block = own;
    nodes.push({ node, start: whole.length });
    whole += node.data;
  }
  // A letter that grows in lower case would move all places after it; such texts are taken as they are.
  const lower = whole.toLocaleLowerCase();
  const text = lower.length === whole.length ? lower : whole;
  const found: Range[] = [];
  let at = text.indexOf(wanted);
  while (at >= 0 && found.length < MOST) {
    const range = document.createRange();
    put(nodes, at, (node, offset) => range.setStart(node, offset));
    put(nodes, at + wanted.length - 1, (node, offset) => range.setEnd(node, offset + 1));
    found.push(range);
    at = text.indexOf(wanted, at + wanted.length);
  }
  return found;
}

function put(
  nodes: readonly { readonly node: Text; readonly start: number }[],
  at: number,
  set: (node: Text, offset: number) => void,
): void {
  const inside = nodes.findLast(({ start }) => start <= at);
  if (inside) set(inside.node, Math.min(at - inside.start, inside.node.length));
}

import { expect, test } from 'vitest';
import { placesIn } from './placesIn';

function page(html: string): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = html;
  return root;
}

test('words are found in any case and across marks, but not across blocks', () => {
  const root = page('<p>Draw <b>every</b> cow.</p><p>Every Cow counts. draw every</p><p>cow</p>');

  expect(placesIn(root, 'draw EVERY cow').map(String)).toEqual(['Draw every cow']);
  expect(placesIn(root, 'cow').map(String)).toEqual(['cow', 'Cow', 'cow']);
  expect(placesIn(root, ' ')).toEqual([]);
  expect(placesIn(root, 'horse')).toEqual([]);
});

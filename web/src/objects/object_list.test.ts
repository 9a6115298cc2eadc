import { expect, test, vi } from 'vitest';
import { ObjectList, type ObjectRow } from './object_list';

const COUNT = 5000;

function row(place: number): ObjectRow {
  const plain = { detail: 'box', colour: '#fff', isHidden: false, isLocked: false, fault: '' };
  return { id: `${place}`, text: `Car ${place + 1}`, ...plain };
}

test('of many objects only the rows in view exist, and another selection makes none anew', async () => {
  const nothing = () => undefined;
  const list = new ObjectList({
    translate: (text) => text,
    onSelect: nothing,
    onOpen: nothing,
    onHide: nothing,
    onLock: nothing,
    onHover: nothing,
  });
  document.body.append(list.element);
  const options = () => [...list.element.querySelectorAll<HTMLElement>('[role=option]')];
  const chosen = () => list.element.querySelector('[aria-selected=true]')?.textContent ?? '';
  const rows = Array.from({ length: COUNT }, (_, place) => row(place));

  list.show(rows, new Set(['0']));
  await vi.waitFor(() => expect(chosen()).toMatch(/^Car 1 /));
  const before = options();
  list.show(rows, new Set(['1']));
  await vi.waitFor(() => expect(chosen()).toMatch(/^Car 2 /));

  expect(before.length).toBeLessThan(60);
  expect(options()).toEqual(before);
  expect(options().every((one, place) => one === before[place])).toBe(true);

  list.show([row(7), ...rows.slice(0, 3)], new Set(['1']));
  await vi.waitFor(() => expect(options()).toHaveLength(4));
  expect(options().map((one) => one.dataset['id'])).toEqual(['7', '0', '1', '2']);
  expect(options().map((one) => one.getAttribute('aria-posinset'))).toEqual(['1', '2', '3', '4']);
  list.destroy();
  list.element.remove();
});

import { afterEach, beforeAll, expect, test } from 'vitest';
import type { EditorInput, JsonObject } from '@web/editor/contract';
import { harness, type Harness } from '@web/editor/harness';
import { mountEditor } from './editor';
import example from './example.json';

const params: JsonObject = example.params;
const filled: JsonObject = example.response;
const TEXT = example.params.text;

beforeAll(() => {
  // jsdom lays nothing out, so that nothing has a place.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});

afterEach(() => document.body.replaceChildren());

function mount(given: Partial<EditorInput> = {}): Harness {
  return harness({ mountEditor }, { taskType: 'namedentityrecognition', params, ...given });
}

function stageOf({ host }: Harness): HTMLElement {
  const stage = host.querySelector<HTMLElement>('[role="textbox"]');
  if (!stage) throw new Error('There is no text.');
  return stage;
}

/** Selects words as the mouse does: the browser's selection, then the button is let go. */
function drag(mounted: Harness, words: string, keys: MouseEventInit = {}): void {
  const stage = stageOf(mounted);
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const nodes: { node: Text; start: number }[] = [];
  let start = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text; // the walker shows nothing else
    if (node.parentElement?.closest('.gw-spans-tag, .gw-spans-overlay')) continue;
    nodes.push({ node, start });
    start += node.length;
  }
  const from = TEXT.replace('\n', ' ').indexOf(words);
  const place = (at: number, isEnd: boolean) => {
    const found = nodes.findLast((one) => (isEnd ? one.start < at : one.start <= at));
    if (!found) throw new Error(`${at} is not in the text.`);
    return [found.node, at - found.start] as const;
  };
  stage.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true, ...keys }));
  document
    .getSelection()
    ?.setBaseAndExtent(...place(from, false), ...place(from + words.length, true));
  window.dispatchEvent(new MouseEvent('pointerup', keys));
}

function press(mounted: Harness, key: string, keys: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...keys });
  stageOf(mounted).dispatchEvent(event);
}

function spans(mounted: Harness): unknown[] {
  const list = mounted.response()?.['annotations'];
  return (Array.isArray(list) ? list : []).map((one) => {
    const { start, end, text, label } = one as JsonObject;
    return [start, end, text, label];
  });
}

/** The list as it is once it has been drawn. */
async function rows({ host }: Harness): Promise<string[]> {
  await new Promise(requestAnimationFrame);
  return Array.from(host.querySelectorAll('[role="option"]'), (one) => one.textContent);
}

function chosenRow({ host }: Harness): string {
  return host.querySelector('[role="option"][aria-selected="true"]')?.textContent ?? '';
}

test('looking at a task changes nothing and a good response is sound', async () => {
  const mounted = mount({ response: filled });

  expect(mounted.changes).toEqual([]);
  expect(mounted.editor.validate()).toEqual([]);
  expect(await rows(mounted)).toEqual([
    'Ada LovelacePerson⇄ 1',
    'Transformconference⇄ 2',
    'Zürichplace⇄ 1',
  ]);
});

test.each(example.bad_responses.map((response, index) => [index, response] as const))(
  'bad response %i is refused with the place of its fault',
  (_, response) => {
    const mounted = mount({ response: response });

    expect(mounted.editor.validate().map((fault) => fault.pointer)).toEqual([
      'relationships' in response ? '/relationships/0' : '/annotations/0',
    ]);
  },
);

test('selected words snap to whole words and get the label whose key is pressed', () => {
  const mounted = mount();

  drag(mounted, 'da Lovel');
  mounted.perform('label.1');

  expect(spans(mounted)).toEqual([[10, 22, 'Ada Lovelace', 'person']]);
  expect(mounted.editor.validate()).toEqual([]);
});

test('with Shift the letters are taken as they were selected', () => {
  const mounted = mount();

  drag(mounted, 'da Lovel', { shiftKey: true });
  mounted.perform('label.1');

  expect(spans(mounted)).toEqual([[11, 19, 'da Lovel', 'person']]);
});

test('a label chosen first is given to all words selected after it', () => {
  const mounted = mount();

  mounted.perform('label.5');
  drag(mounted, 'Zürich');
  drag(mounted, 'Transform');

  expect(spans(mounted)).toEqual([
    [41, 47, 'Zürich', 'place'],
    [28, 37, 'Transform', 'place'],
  ]);
});

test('the keyboard alone moves, extends and marks', () => {
  const mounted = mount();

  press(mounted, 'ArrowRight', { ctrlKey: true });
  press(mounted, 'ArrowRight', { ctrlKey: true });
  press(mounted, 'ArrowRight', { ctrlKey: true, shiftKey: true });
  press(mounted, 'ArrowRight', { ctrlKey: true, shiftKey: true });
  mounted.perform('label.1');
  press(mounted, 'ArrowRight', { ctrlKey: true });
  mounted.perform('span.mark');

  expect(spans(mounted)).toEqual([
    [10, 22, 'Ada Lovelace', 'person'],
    [25, 27, 'at', 'person'],
  ]);
});

test('the same words are not marked twice with one label, but may have another', () => {
  const mounted = mount({ response: filled });

  drag(mounted, 'Ada Lovelace');
  mounted.perform('label.1');
  drag(mounted, 'Ada Lovelace');
  mounted.perform('label.5');
  drag(mounted, 'Lovelace');
  mounted.perform('label.1');

  expect(spans(mounted)).toHaveLength(5);
  expect(mounted.editor.validate()).toEqual([]);
});

test('the label of a chosen span is changed in place and the rest of the response is reused', () => {
  const mounted = mount({ response: filled });

  mounted.perform('span.next');
  mounted.perform('label.5');

  expect(spans(mounted)[0]).toEqual([10, 22, 'Ada Lovelace', 'place']);
  const after = mounted.response()?.['annotations'] as JsonObject[];
  expect(after[1]).toBe(example.response.annotations[1]);
  expect(example.response.annotations[0]?.label).toBe('person');
});

test('a removed span takes its links along', () => {
  const mounted = mount({ response: filled });

  mounted.perform('span.next');
  mounted.perform('span.remove');

  expect(spans(mounted)).toHaveLength(2);
  expect(mounted.response()?.['relationships']).toHaveLength(1);
  expect(mounted.editor.validate()).toEqual([]);
});

test('the ends of a span move by words', () => {
  const mounted = mount({ response: filled });

  mounted.perform('span.next');
  mounted.perform('span.end.back');
  mounted.perform('span.start.back');

  expect(spans(mounted)[0]).toEqual([5, 13, 'from Ada', 'person']);
  mounted.perform('span.end.on');
  mounted.perform('span.start.on');
  expect(spans(mounted)[0]).toEqual([10, 22, 'Ada Lovelace', 'person']);
});

test('a link is drawn with keys to a span that its rule allows', () => {
  const mounted = mount({ response: { annotations: filled['annotations'] ?? [] } });

  mounted.perform('span.next');
  mounted.perform('link.begin');
  mounted.perform('span.next');
  mounted.perform('link.1');

  expect(mounted.response()?.['relationships']).toMatchObject([
    { source_ref: 's1', target_ref: 's2', name: 'speaks_at' },
  ]);
  expect(mounted.editor.validate()).toEqual([]);
});

test('a link that its rule forbids cannot be drawn', () => {
  const mounted = mount({ response: { annotations: filled['annotations'] ?? [] } });

  mounted.perform('span.previous'); // round to the last: the place
  mounted.perform('link.begin');
  mounted.perform('span.previous');

  expect(() => mounted.perform('link.1')).toThrow('not enabled');
  mounted.perform('link.2');
  expect(mounted.response()?.['relationships']).toMatchObject([
    { source_ref: 's3', target_ref: 's2', name: 'together' },
  ]);
});

test('the same link the other way round is no second link when it has no direction', () => {
  const link = { id: 'l', source_ref: 's2', target_ref: 's3', name: 'together' };
  const response = { annotations: filled['annotations'] ?? [], relationships: [link] };
  const mounted = mount({ response });

  mounted.perform('span.previous');
  mounted.perform('link.begin');
  mounted.perform('span.previous');
  mounted.perform('link.2');

  expect(mounted.changes).toEqual([]);
});

test('spans go on and come back through undo, and the chosen one stays chosen', async () => {
  const mounted = mount({ response: filled });
  mounted.perform('span.next');
  mounted.perform('label.5');
  const changed = mounted.response();

  mounted.editor.setResponse(filled);

  expect((await rows(mounted))[0]).toContain('Person');
  expect(chosenRow(mounted)).toContain('Ada Lovelace');
  mounted.editor.setResponse(changed);
  expect((await rows(mounted))[0]).toContain('place');
  expect(mounted.changes).toHaveLength(1);
});

test('nothing to mark is an answer of its own', () => {
  const mounted = mount();

  expect(mounted.editor.validate().map((fault) => fault.pointer)).toEqual(['']);
  mounted.perform('answer.keep');

  expect(mounted.response()).toEqual({ annotations: [] });
  expect(mounted.editor.validate()).toEqual([]);
});

test('a reader can go through the spans but change none', () => {
  const mounted = mount({ response: filled, readOnly: true });

  mounted.perform('span.next');
  drag(mounted, 'today');

  for (const name of ['label.1', 'span.remove', 'link.begin', 'span.mark']) {
    expect(() => mounted.perform(name)).toThrow('not enabled');
  }
  expect(mounted.changes).toEqual([]);
});

test('line breaks are shown as spaces only when they are to be merged', () => {
  const shown = (merge: boolean) => {
    return stageOf(mount({ params: { ...params, merge_newlines: merge } })).textContent;
  };

  expect(shown(true)).toContain('Transform in Zürich');
  expect(shown(false)).toContain('Transform\nin Zürich');
});

test('a found place is selected and can be marked', () => {
  const mounted = mount();
  const field = mounted.host.querySelector<HTMLInputElement>('[role="search"] input');

  if (field) field.value = 'transform IN';
  field?.dispatchEvent(new Event('input'));
  mounted.perform('label.2');

  expect(spans(mounted)).toEqual([[28, 40, 'Transform\nin', 'event']]);
  expect(mounted.editor.validate()).toEqual([]);
});

test('a prelabel is shown, and becomes the answer once it is kept or changed', async () => {
  const given = { params: { ...params, hypothesis: filled }, response: null };
  const kept = mount(given);
  const changed = mount(given);

  expect(await rows(kept)).toHaveLength(3);
  expect(kept.editor.validate()).toMatchObject([{ pointer: '' }]);
  expect(kept.changes).toEqual([]);
  kept.perform('answer.keep');
  changed.perform('span.next');
  changed.perform('span.remove');

  expect(kept.response()).toEqual(filled);
  expect(kept.editor.validate()).toEqual([]);
  expect(spans(changed)).toMatchObject([{ 2: 'Transform' }, { 2: 'Zürich' }]);
  changed.editor.setResponse(null);
  expect(await rows(changed)).toHaveLength(3);
});

test('a prelabel outside of the text is told and can be taken away', () => {
  const broken = { id: 'x', start: 40, end: 400, text: 'Zürich', label: 'place' };
  const mounted = mount({ response: { annotations: [broken] } });

  const [fault] = mounted.editor.validate();
  mounted.editor.focusFault(fault?.pointer ?? '');

  expect(document.activeElement?.textContent).toContain('runs from 40 to 400');
  document.activeElement?.parentElement?.querySelectorAll('button')[1]?.click();
  expect(mounted.response()).toEqual({ annotations: [] });
});

const asking = {
  ...params,
  labels: [
    {
      name: 'person',
      attributes: {
        sex: { type: 'category', choices: ['female', 'male'], required: true },
        note: { type: 'text' },
      },
      children: [{ name: 'author', attributes: ['works'] }],
    },
    { name: 'place' },
  ],
  relationships: [],
};

function field(mounted: Harness, name: string): HTMLInputElement | HTMLSelectElement {
  const found = mounted.host.querySelector<HTMLInputElement>(`[data-question="${name}"]`);
  if (!found) throw new Error(`${name} is not asked.`);
  return found;
}

test('questions of a label and those above it are asked and answered', () => {
  const mounted = mount({ params: asking });
  drag(mounted, 'Ada');
  mounted.perform('label.2');

  field(mounted, 'sex').value = 'female';
  field(mounted, 'sex').dispatchEvent(new Event('change'));
  field(mounted, 'works').value = 'Notes';
  field(mounted, 'works').dispatchEvent(new Event('input'));

  expect(mounted.response()).toMatchObject({
    annotations: [{ label: 'author', attributes: { sex: 'female', works: 'Notes' } }],
  });
  expect(mounted.changes.at(-1)?.change?.gesture).toBeDefined();
});

test('an answer that is due is a fault at its field, and goes with its label', () => {
  const mounted = mount({ params: asking });
  drag(mounted, 'Ada');
  mounted.perform('label.1');

  const [fault] = mounted.editor.validate();
  expect(fault?.pointer).toBe('/annotations/0/attributes/sex');
  mounted.editor.focusFault(fault?.pointer ?? '');
  expect(document.activeElement).toBe(field(mounted, 'sex'));

  mounted.perform('label.3');
  expect(mounted.editor.validate()).toEqual([]);
});

test('an emoji before the words does not shift them', () => {
  const mounted = mount();

  drag(mounted, 'Zürich');
  mounted.perform('label.5');

  expect(spans(mounted)).toEqual([[41, 47, 'Zürich', 'place']]);
});

test('in a line from right to left the arrow to the left goes on', () => {
  const mounted = mount({ params: { ...params, text: 'שלום עולם' } });

  press(mounted, 'ArrowLeft', { ctrlKey: true });
  press(mounted, 'ArrowLeft', { ctrlKey: true, shiftKey: true });
  mounted.perform('label.1');

  expect(spans(mounted)).toEqual([[5, 9, 'עולם', 'person']]);
});

test('destroy leaves nothing behind', () => {
  const mounted = mount({ response: filled });

  mounted.editor.destroy();

  expect(mounted.host.childNodes).toHaveLength(0);
});

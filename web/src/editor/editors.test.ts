/** What the contract promises, tried on every editor there is with its own example. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from './contract';
import { harness } from './harness';
import { isTyping } from './keys';
import { editorLoader, families } from './registry';

interface Example {
  readonly params: JsonObject;
  readonly response: JsonObject;
}

const files = import.meta.glob<{ default: Example | Record<string, Example> }>(
  '../../../goldwright/task_types/*/example.json',
);

/** Editors that show what they start from as answers to questions. */
const QUESTIONS = ['categorization', 'comparison', 'forms', 'transcription'];

describe.each(families)('the editor of %s', async (family) => {
  const read = await files[`../../../goldwright/task_types/${family}/example.json`]?.();
  const load = editorLoader(family);
  if (!read || !load) throw new Error(`${family} has an editor and no example.json.`);
  const module = await load();
  const examples = isOne(read.default) ? { [family]: read.default } : read.default;

  describe.each(Object.entries(examples))('with the example of %s', (taskType, example) => {
    const { params, response } = example;

    test('says nothing when it is opened', () => {
      const { changes, editor } = harness(module, { taskType, params, response });
      editor.setResponse(null);
      editor.setResponse(response);

      expect(changes).toEqual([]);
      editor.destroy();
    });

    test('finds the good response sound', () => {
      const { editor } = harness(module, { taskType, params, response });

      expect(editor.validate()).toEqual([]);
      editor.destroy();
    });

    test.runIf(QUESTIONS.includes(family))('keeps what it starts from by one key', () => {
      const started = { ...params, hypothesis: response };
      const { changes, editor, perform } = harness(module, { taskType, params: started });
      expect(editor.validate()).toMatchObject([{ pointer: '' }]);
      editor.focus();
      expect(isTyping(document.activeElement), 'a field would take the key').toBe(false);

      perform('answer.keep');

      expect(changes).toHaveLength(1);
      expect(editor.validate()).toEqual([]);
      editor.destroy();
    });

    test('takes an empty start for none', () => {
      const [empty, none] = [{ ...params, hypothesis: {} }, params].map((one) => {
        const { editor } = harness(module, { taskType, params: one });
        const found = editor.validate();
        editor.destroy();
        return found;
      });

      expect(empty).toEqual(none);
    });

    test('gives every action a name of its own', () => {
      const { actions, editor } = harness(module, { taskType, params, response });

      const names = actions().map((one) => one.name);
      expect(new Set(names).size).toBe(names.length);
      editor.destroy();
    });

    test('can be read only, and takes all of itself away', () => {
      const { editor, host } = harness(module, { taskType, params, response, readOnly: true });
      editor.setReadOnly(false);
      editor.setReadOnly(true);

      editor.destroy();

      expect(host.childElementCount).toBe(0);
    });
  });
});

function isOne(read: Example | Record<string, Example>): read is Example {
  return 'params' in read;
}

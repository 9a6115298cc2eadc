/** One editor with its example.json: /dev/editor.html?family=categorization[&type=…][&readonly]. */
import '@web/ui/tokens.css';
import type { EditorModule, Json, JsonObject } from '@web/editor/contract';
import { harness, type Harness } from '@web/editor/harness';
import { editorLoader, families, viewerLoader } from '@web/editor/registry';

type Example = { params: JsonObject; response: JsonObject };

const examples = import.meta.glob<{ default: Example | Record<string, Example> }>(
  '../../goldwright/task_types/*/example.json',
);

const page = document.querySelector<HTMLElement>('#page') ?? document.body;
const asked = new URLSearchParams(location.search);
const family = asked.get('family') ?? '';
const load = editorLoader(family) ?? viewerLoader(family);
if (load) await show(await load());
else list();

function list(): void {
  const links = families.map((one) => {
    const link = document.createElement('a');
    link.href = `?family=${one}`;
    link.textContent = one;
    return link;
  });
  page.append('Editors: ', ...links.flatMap((link) => [link, ' ']));
}

async function show(module: EditorModule): Promise<void> {
  const read = await examples[`../../goldwright/task_types/${family}/example.json`]?.();
  if (!read) throw new Error(`${family} has no example.json.`);
  const [taskType, example] = pick(read.default);
  const past: (JsonObject | null)[] = [];
  const response = document.createElement('pre');
  const toolbar = document.createElement('p');
  const filled = asked.has('filled') || asked.has('readonly');
  const mounted: Harness = harness(module, {
    taskType,
    params: example.params,
    response: filled ? example.response : null,
    readOnly: asked.has('readonly'),
    onChange: (next) => {
      past.push(next);
      tell(next);
    },
  });
  const tell = (next: Json) => {
    const faults = mounted.editor.validate();
    response.textContent = JSON.stringify({ response: next, faults }, null, 2);
  };
  toolbar.append(
    button('Undo', () => {
      past.pop();
      mounted.editor.setResponse(past.at(-1) ?? null);
    }),
    ...mounted.actions().map((one) => button(one.title, () => one.perform())),
  );
  page.append(toolbar, mounted.host, response);
  tell(mounted.response());
}

function pick(read: Example | Record<string, Example>): [string, Example] {
  if (isOne(read)) return [asked.get('type') ?? family, read];
  const name = asked.get('type') ?? Object.keys(read)[0] ?? '';
  const example = read[name];
  if (!example) throw new Error(`example.json of ${family} has no ${name}.`);
  return [name, example];
}

function isOne(read: Example | Record<string, Example>): read is Example {
  return 'params' in read;
}

function button(title: string, perform: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.textContent = title;
  made.addEventListener('click', perform);
  return made;
}

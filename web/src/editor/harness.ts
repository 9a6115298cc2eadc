/** An editor without the frame: for tests in jsdom and for the development page. */
import { t } from '../messages';
import type {
  Action,
  Change,
  Editor,
  EditorInput,
  EditorModule,
  Fault,
  JsonObject,
} from './contract';

export interface Harness {
  readonly host: HTMLElement;
  readonly editor: Editor;
  /** Every response given to `onChange`, in order. */
  readonly changes: { response: JsonObject; change: Change | undefined }[];
  readonly actions: () => readonly Action[];
  readonly faults: () => readonly Fault[];
  /** The response as it is now. */
  readonly response: () => JsonObject | null;
  /** Performs the action of that name; throws when there is none or it is not enabled. */
  perform(name: string): void;
}

/** Mounts an editor in a fresh element of the document and records what it says. */
export function harness(
  module: EditorModule,
  given: Partial<EditorInput> & Pick<EditorInput, 'taskType' | 'params'>,
): Harness {
  const host = document.createElement('div');
  document.body.append(host);
  const changes: Harness['changes'] = [];
  let actions: readonly Action[] = [];
  let faults: readonly Fault[] = [];
  let response = given.response ?? null;
  const editor = module.mountEditor(host, {
    response: null,
    readOnly: false,
    seed: 'harness',
    actions: {
      set: (list) => (actions = list),
      changed: () => undefined,
      keyOf: (name) => [actions.find((one) => one.name === name)?.shortcut ?? ''].flat()[0] ?? '',
    },
    attachmentUrl: (attachment) => attachment,
    translate: t,
    onFault: (found) => (faults = found),
    ...given,
    onChange: (next, change) => {
      response = next;
      changes.push({ response: next, change });
      given.onChange?.(next, change);
    },
  });
  return {
    host,
    editor,
    changes,
    actions: () => actions,
    faults: () => faults,
    response: () => response,
    perform(name) {
      const action = actions.find((one) => one.name === name);
      if (!action) throw new Error(`There is no action ${name}.`);
      if (action.isEnabled?.() === false) throw new Error(`Action ${name} is not enabled.`);
      action.perform();
    },
  };
}

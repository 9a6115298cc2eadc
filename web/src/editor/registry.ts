/** Editors by family, found by looking: `task_types/<family>/editor.ts` is one, loaded when asked. */
import type { EditorModule } from './contract';

const modules = import.meta.glob<EditorModule>('../../../goldwright/task_types/*/editor.ts');

const loaders = new Map(
  Object.entries(modules).map(([path, load]) => [path.split('/').at(-2) ?? '', load]),
);

/** Loads the editor of a family; undefined when it has none and the fallback viewer is shown. */
export function editorLoader(family: string): (() => Promise<EditorModule>) | undefined {
  return loaders.get(family);
}

export const families: readonly string[] = [...loaders.keys()].sort();

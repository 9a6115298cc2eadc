/** Editors and viewers by family, found by looking in `task_types/<family>/`, loaded when asked. */
import type { EditorModule } from './contract';

const modules = import.meta.glob<EditorModule>('../../../goldwright/task_types/*/editor.ts');

const viewers = import.meta.glob<EditorModule>('../../../goldwright/task_types/*/viewer.ts');

const loaders = byFamily(modules);
const viewerLoaders = byFamily(viewers);

function byFamily<Load>(found: Record<string, Load>): Map<string, Load> {
  return new Map(Object.entries(found).map(([path, load]) => [path.split('/').at(-2) ?? '', load]));
}

/** Loads the editor of a family; undefined when it has none and the fallback viewer is shown. */
export function editorLoader(family: string): (() => Promise<EditorModule>) | undefined {
  return loaders.get(family);
}

/** Loads what shows the work of a family that has no editor yet; undefined: it is shown as text. */
export function viewerLoader(family: string): (() => Promise<EditorModule>) | undefined {
  return viewerLoaders.get(family);
}

export const families: readonly string[] = [...loaders.keys()].sort();

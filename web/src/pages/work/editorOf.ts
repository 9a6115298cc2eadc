/** The editor of a task type, loaded once; the viewer for a type that has none. */
import { taskTypesQuery } from '../../api/taskTypes';
import type { EditorModule } from '../../editor/contract';
import { editorLoader } from '../../editor/registry';
import { viewer } from '../../editor/viewer';
import { queries } from '../../shell/queries';

export async function editorOf(taskType: string): Promise<EditorModule> {
  const types = await queries.query({ ...taskTypesQuery, staleTime: 'static' });
  const family = types.find((one) => one.name === taskType)?.family ?? '';
  return (await editorLoader(family)?.()) ?? viewer;
}

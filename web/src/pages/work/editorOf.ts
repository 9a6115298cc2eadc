/** The editor of a task type, loaded once; the viewer for a type that has none. */
import { UnreachableError } from '../../api/problem';
import { taskTypesQuery } from '../../api/taskTypes';
import type { EditorModule } from '../../editor/contract';
import { editorLoader, viewerLoader } from '../../editor/registry';
import { viewer } from '../../editor/viewer';
import { queries } from '../../shell/queries';

export async function editorOf(taskType: string): Promise<EditorModule> {
  const types = await queries.query({ ...taskTypesQuery, staleTime: 'static' });
  const family = types.find((one) => one.name === taskType)?.family ?? '';
  try {
    return (await (editorLoader(family) ?? viewerLoader(family))?.()) ?? viewer;
  } catch (error) {
    // How browsers say that a module did not load; it may when the network is back.
    throw error instanceof TypeError ? new UnreachableError() : error;
  }
}

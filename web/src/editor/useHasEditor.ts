import { useTaskType } from '../api/taskTypes';
import { editorLoader } from './registry';

/** Whether work of a kind can be answered or changed here; what has only a viewer cannot. */
export function useHasEditor(taskType: string): boolean {
  const type = useTaskType(taskType);
  return type === undefined || editorLoader(type.family) !== undefined;
}

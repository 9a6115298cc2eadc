/** Projects to start from. */
import { queryOptions } from '@tanstack/react-query';
import { ask, client, type Schemas } from '../../api/client';
import type { JsonObject } from '../../editor/contract';

export type FormField = Schemas['FormField'];
export type TypeTemplates = Schemas['TypeTemplates'];
export type Template = Schemas['Template'];

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: () => ask(client.GET('/api/templates')),
  staleTime: Infinity,
});

/** A task as it may be sent to a project: by the template that the project is most like. */
export function sampleTask(of: TypeTemplates | undefined, shared: JsonObject): JsonObject {
  const likeness = ({ shared: own }: Template) =>
    Object.keys(own).filter((name) => JSON.stringify(own[name]) === JSON.stringify(shared[name]))
      .length;
  const [best] = (of?.templates ?? []).toSorted((one, two) => likeness(two) - likeness(one));
  const whole = { ...best?.task, ...best?.shared } as JsonObject; // params are JSON
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !(name in shared)));
}

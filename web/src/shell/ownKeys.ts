/** The keys that the person who is signed in has chosen: read with the session, kept on the server. */
import { ask, client } from '../api/client';
import { Keys, type Chosen } from '../editor/keys';
import { untilAnswered } from '../editor/retry';
import { queries } from './queries';
import { meQuery, useMe } from './session';

let own: { readonly person: string; readonly keys: Keys } | undefined;

export function useOwnKeys(): Keys {
  const { user_id: person, shortcuts } = useMe();
  if (own?.person !== person) own = { person, keys: new Keys(shortcuts, keeper()) };
  return own.keys;
}

/** Sends what was chosen last until the server has it; one that is overtaken is let go. */
function keeper(): (chosen: Chosen) => void {
  let sending = new AbortController();
  return (chosen) => {
    sending.abort();
    sending = new AbortController();
    const body = { shortcuts: chosen };
    const call = () => ask(client.PUT('/api/session/shortcuts', { body }));
    queries.setQueryData(meQuery.queryKey, (me) => me && { ...me, shortcuts: chosen });
    void untilAnswered(call, sending.signal).catch(() => undefined);
  };
}

/** The place of an editor on the page: React owns the element, the editor what is in it. */
import { useEffect, useRef, type RefObject } from 'react';
import { assistOf } from '../api/assist';
import { attachmentUrl } from '../api/work';
import { t } from '../messages';
import type { Actions, Editor } from './contract';
import type { Session } from './session';

interface Props {
  readonly session: Session;
  readonly actions: Actions;
  readonly editor: RefObject<Editor | null>;
}

export function EditorHost({ session, actions, editor }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const mounted = session.module.mountEditor(host.current, {
      taskType: session.assignment.type,
      params: session.assignment.params,
      response: session.response,
      readOnly: session.isDecided,
      seed: session.id,
      onChange: (response, change) => session.change(response, change),
      onFault: (faults) => session.setFaults(faults),
      actions,
      attachmentUrl: (attachment) => attachmentUrl(session.id, attachment),
      assist: assistOf(session.id),
      translate: t,
    });
    const ended = new AbortController();
    session.typing.listen(host.current, ended.signal);
    editor.current = mounted;
    mounted.focus();
    return () => {
      ended.abort();
      editor.current = null;
      mounted.destroy();
    };
  }, [session, actions, editor]);

  const shown = useRef(session.shownAnew);
  useEffect(() => {
    if (shown.current === session.shownAnew) return;
    shown.current = session.shownAnew;
    editor.current?.setResponse(session.response);
  });

  return <div ref={host} className="gw-editor" />;
}

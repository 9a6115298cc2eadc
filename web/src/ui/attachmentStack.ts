/** What a task is about: all its attachments, one under the other, with the keys of their players. */
import type { Action, EditorInput, JsonObject } from '../editor/contract';
import { AttachmentView } from './attachmentView';
import { make } from './dom';
import { listAt, textAt } from './json';
import { mediaActions, type MediaView } from './mediaView';

export interface Attachment {
  readonly kind: string;
  readonly content: string;
  /** What is said under it. */
  readonly note?: string;
}

/** `attachments`, else `attachment`, each of `attachment_type`. */
export function attachmentsOf(params: JsonObject): Attachment[] {
  const kind = textAt(params, 'attachment_type');
  const many = listAt(params, 'attachments').filter((one) => typeof one === 'string');
  const contents = many.length > 0 ? many : [textAt(params, 'attachment')];
  return contents.filter((one) => one !== '').map((content) => ({ kind, content }));
}

export class AttachmentStack {
  readonly element = make('div', { class: 'gw-attachments' });
  readonly views: readonly AttachmentView[];

  constructor(
    attachments: readonly Attachment[],
    input: Pick<EditorInput, 'translate' | 'attachmentUrl'>,
  ) {
    const { translate } = input;
    this.views = attachments.map(({ kind, content }, index) => {
      const name =
        attachments.length === 1
          ? translate('Attachment')
          : translate('Attachment {number}', { number: index + 1 });
      return new AttachmentView({ ...input, kind, content, name });
    });
    for (const [index, view] of this.views.entries()) {
      const title = translate('Attachment {number}', { number: index + 1 });
      if (this.views.length > 1) this.element.append(make('h2', {}, title));
      const note = attachments[index]?.note;
      if (note) this.element.append(make('p', { class: 'gw-hint' }, note));
      this.element.append(view.element);
    }
  }

  get players(): readonly MediaView[] {
    return this.views.flatMap((view) => view.player ?? []);
  }

  actions(translate: EditorInput['translate']): Action[] {
    return mediaActions(this.players, translate);
  }

  destroy(): void {
    for (const view of this.views) view.destroy();
  }
}

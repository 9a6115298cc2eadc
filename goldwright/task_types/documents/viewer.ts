/** What was found in a document on its page, to be read: what an editor will stand on. */
import { type ShownObject, pictureViewer } from '@web/editor/pictureViewer';
import { shownShape } from '@web/objects/shown_shapes';
import { isObject, listAt, numberAt, objectAt, textAt } from '@web/ui/json';

export const { mountEditor } = pictureViewer((params, response) => {
  const sent = listAt(params, 'attachments').filter((one) => typeof one === 'string');
  const attachments = sent.length ? sent : [textAt(params, 'attachment')];
  const finds = listAt(response, 'annotations').filter(isObject);
  return {
    pages: attachments.map((attachment, page) => ({
      attachment,
      objects: finds.flatMap((find): ShownObject[] => {
        const location = objectAt(find, 'location');
        const shape = shownShape(location, textAt(location, 'type'));
        if (!shape || (numberAt(find, 'page') ?? 0) !== page) return [];
        const text = textAt(find, 'text');
        return [
          { label: text ? `${textAt(find, 'label')}: ${text}` : textAt(find, 'label'), shape },
        ];
      }),
    })),
  };
});

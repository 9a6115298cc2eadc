/** Frames or a film with what was marked in them, to be read: what an editor will stand on. */
import type { JsonObject } from '@web/editor/contract';
import { type Shown, type ShownObject, pictureViewer } from '@web/editor/pictureViewer';
import { shownObjects, shownShape } from '@web/objects/shown_shapes';
import { isObject, listAt, numberAt, objectAt, textAt } from '@web/ui/json';

export const { mountEditor } = pictureViewer(readShown);

export function readShown(params: JsonObject, response: JsonObject | null): Shown {
  const attachments = listAt(params, 'attachments').filter((one) => typeof one === 'string');
  if (!attachments.length)
    return filmOf(textAt(params, 'attachment'), objectAt(response, 'annotations'));
  const frames = listAt(response, 'annotations');
  return {
    pages: attachments.map((attachment, place) => {
      const frame = frames[place];
      return {
        attachment,
        objects: shownObjects(isObject(frame) ? listAt(frame, 'annotations') : []),
      };
    }),
  };
}

/** Tracks by uuid, each with its frames; between two of them the earlier one holds. */
function filmOf(attachment: string, tracks: JsonObject): Shown {
  const all = Object.values(tracks).filter(isObject);
  return {
    pages: [],
    film: {
      attachment,
      objectsAt: (seconds) => all.flatMap((track) => frameAt(track, seconds)),
    },
  };
}

function frameAt(track: JsonObject, seconds: number): ShownObject[] {
  const past = listAt(track, 'frames')
    .filter(isObject)
    .filter((one) => (numberAt(one, 'timestamp') ?? 0) <= seconds + 1e-3);
  const last = past.at(-1);
  const shape = last && shownShape(last, textAt(track, 'geometry'));
  return shape ? [{ label: textAt(track, 'label'), shape }] : [];
}

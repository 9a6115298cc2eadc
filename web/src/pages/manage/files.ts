/** Files of this computer as tasks: what is dropped or chosen, stored one by one, named by path. */
import { failure, UnreachableError } from '../../api/problem';
import type { Schemas } from '../../api/client';
import type { Json, JsonObject } from '../../editor/contract';
import type { Item } from './bulk';

export interface Found {
  readonly path: string;
  readonly file: File;
}

/** Chosen files; of a folder they come with their way from it. */
export function chosen(files: FileList | null): Found[] {
  return [...(files ?? [])]
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(isMeant);
}

/** Everything that was dropped, folders with all that is in them. */
export async function dropped(items: DataTransferItemList): Promise<Found[]> {
  // The list is empty after the first pause, so the entries are taken out of it at once.
  const entries = [...items].flatMap((one) => one.webkitGetAsEntry() ?? []);
  const found = await Promise.all(entries.map((one) => within(one)));
  return found.flat().filter(isMeant);
}

async function within(entry: FileSystemEntry): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Found[] = [];
  for (;;) {
    // A folder is told in parts, until a part is empty.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return found;
    found.push(...(await Promise.all(part.map((one) => within(one)))).flat());
  }
}

/** Not what systems leave in folders. */
function isMeant({ path }: Found): boolean {
  return !path.split('/').some((step) => step.startsWith('.') || step === 'Thumbs.db');
}

/** What is of another kind than most of them, such as a text among pictures: seldom meant. */
export function strangers(found: readonly Found[]): Found[] {
  const counts = new Map<string, number>();
  for (const { file } of found) counts.set(familyOf(file), (counts.get(familyOf(file)) ?? 0) + 1);
  const [usual] = [...counts].sort(([, one], [, two]) => two - one)[0] ?? [];
  return found.filter(({ file }) => familyOf(file) !== usual);
}

function familyOf({ type }: File): string {
  return type.split('/')[0] ?? '';
}

export interface Target {
  /** The param that takes a file. */
  readonly name: string;
  /** What a task has there, to know the shape. */
  readonly sample: Json | undefined;
  /** Whether tasks must say of what kind their attachment is. */
  readonly saysKind: boolean;
}

/** The task of a stored file. */
export function taskOfFile(
  { name, sample, saysKind }: Target,
  {
    address,
    mediaType,
    uniqueId,
    path,
  }: Record<'address' | 'mediaType' | 'uniqueId' | 'path', string>,
): JsonObject {
  const kind = kindOf(mediaType);
  const one = Array.isArray(sample) ? shaped(sample[0], address, kind) : address;
  return {
    unique_id: uniqueId,
    [name]: Array.isArray(sample) ? [one] : one,
    ...(saysKind ? { attachment_type: kind } : {}),
    metadata: { path },
  };
}

function shaped(sample: Json | undefined, content: string, kind: string): Json {
  return typeof sample === 'object' && sample !== null ? { type: kind, content } : content;
}

function kindOf(mediaType: string): string {
  const [family = ''] = mediaType.split('/');
  if (['image', 'video', 'audio', 'text'].includes(family)) return family;
  return mediaType === 'application/pdf' ? 'pdf' : 'text';
}

interface Way {
  readonly project: string;
  readonly target: Target;
  readonly link: (path: string, query?: Record<string, string>) => string;
}

/** Items that are stored and then sent; with `asText` a file's text itself is what the task says. */
export function itemsOf(found: readonly Found[], way: Way, asText: boolean): Item[] {
  const { project, target, link } = way;
  return found.map(({ path, file }) => ({
    where: path,
    task: async () => {
      const uniqueId = `${project}/${path}`;
      if (asText) {
        const text = { address: await file.text(), mediaType: 'text/plain', uniqueId, path };
        return taskOfFile(target, text);
      }
      const to = link('/api/files', { reference_id: `web/${uniqueId}` });
      const kept = await stored(fetch(to, { method: 'POST', body: file }));
      return taskOfFile(target, {
        address: kept.address,
        mediaType: kept.media_type,
        uniqueId,
        path,
      });
    },
  }));
}

/** Items of a bucket's objects, each copied by the server when its turn has come. */
export function itemsOfObjects(urls: readonly string[], { project, target, link }: Way): Item[] {
  return urls.map((url) => ({
    where: url,
    task: async () => {
      const kept = await stored(
        fetch(link('/api/bucket-objects/import'), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ url }),
        }),
      );
      const uniqueId = `${project}/${url}`;
      return taskOfFile(target, {
        address: kept.address,
        mediaType: kept.media_type,
        uniqueId,
        path: url,
      });
    },
  }));
}

async function stored(asked: Promise<Response>): Promise<Schemas['FileShown']> {
  const answer = await asked.catch(() => {
    throw new UnreachableError();
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw failure(answer.status, body);
  return body as Schemas['FileShown']; // what the call answers
}

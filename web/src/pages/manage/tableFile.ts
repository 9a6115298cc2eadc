/** A file of text, whatever wrote it: which encoding it is in, and where it is in none. */
import { t } from '../../messages';
import { bytes } from '../../ui/bytes';

export interface TextFile {
  readonly name: string;
  /** Null: it cannot be read, and `fault` says why and what to do. */
  readonly text: string | null;
  readonly fault?: string;
  /** The same, taken for the text of an older Windows program. */
  readonly asWestern?: () => Promise<TextFile>;
}

export const BYTES_MAX = 200_000_000;

export async function readFile(file: File, encoding?: string): Promise<TextFile> {
  const { name } = file;
  if (file.size > BYTES_MAX) {
    const values = { size: bytes(file.size), most: bytes(BYTES_MAX) };
    const fault = t(
      'It has {size}; the browser takes {most}. Send it in parts, or by the bulk call of the API.',
      values,
    );
    return { name, text: null, fault };
  }
  const content = new Uint8Array(await file.arrayBuffer());
  try {
    const text = new TextDecoder(encoding ?? marked(content), { fatal: true }).decode(content);
    if (text.trim() === '') return { name, text: null, fault: t('It is empty.') };
    return { name, text };
  } catch {
    const fault = t(
      'Line {n} is not in UTF-8. Save it as “CSV UTF-8”, or have it read as Windows-1252.',
      { n: firstBadLine(content) },
    );
    return { name, text: null, fault, asWestern: () => readFile(file, 'windows-1252') };
  }
}

/** Spreadsheets that write UTF-16 say so in the first two bytes. */
function marked(content: Uint8Array): string {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  return content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : 'utf-8';
}

const END_OF_LINE = 10;

function firstBadLine(content: Uint8Array): number {
  const strict = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, start = 0; ; line++) {
    const end = content.indexOf(END_OF_LINE, start);
    try {
      strict.decode(content.subarray(start, end < 0 ? undefined : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    start = end + 1;
  }
}

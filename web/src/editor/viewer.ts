/** The task as it was sent, for kinds of work whose editor is still to come: to be read, not answered. */
import type { Editor, EditorInput, EditorModule, Json, JsonObject } from './contract';
import { isObject } from './patch';
import './viewer.css';

const ADDRESS = /^(https?|scaledata):\/\//;
const KINDS: readonly [RegExp, string][] = [
  [/\.(avif|bmp|gif|jpe?g|png|svg|webp)$/i, 'image'],
  [/\.(m4v|mov|mp4|ogv|webm)$/i, 'video'],
  [/\.(flac|m4a|mp3|oga|ogg|opus|wav)$/i, 'audio'],
];

class Viewer implements Editor {
  readonly #host: HTMLElement;
  readonly #input: EditorInput;
  readonly #response = element('div');

  constructor(host: HTMLElement, input: EditorInput) {
    this.#host = host;
    this.#input = input;
    const note = element('p', 'gw-note');
    note.setAttribute('role', 'note');
    note.textContent = input.translate(
      'This kind of work has no editor here yet. You can read the task; answers come through the API.',
    );
    const page = element('div', 'gw-viewer');
    page.append(note, this.#show(input.params, this.#attachmentKind()));
    page.append(this.#response);
    host.append(page);
    this.setResponse(input.response);
  }

  setResponse(response: JsonObject | null): void {
    this.#response.replaceChildren(...(response ? [this.#show(response, undefined)] : []));
  }

  setReadOnly(): void {
    // It always is.
  }

  validate() {
    const sentence = this.#input.translate('This kind of work is answered through the API.');
    return [{ pointer: '', sentence }];
  }

  focusFault(): void {
    this.focus();
  }

  focus(): void {
    this.#host.querySelector<HTMLElement>('a, video, audio')?.focus();
  }

  destroy(): void {
    this.#host.replaceChildren();
  }

  #attachmentKind(): string | undefined {
    const kind = this.#input.params['attachment_type'];
    return typeof kind === 'string' ? kind : undefined;
  }

  #show(value: Json, kind: string | undefined): HTMLElement {
    if (typeof value === 'string') return this.#showText(value, kind);
    if (Array.isArray(value))
      return this.#showPairs(
        value.map((one, at) => [`${at + 1}`, one]),
        kind,
      );
    if (isObject(value)) return this.#showPairs(attachmentsFirst(value), kind);
    return textOf(String(value));
  }

  #showPairs(pairs: [string, Json][], kind: string | undefined): HTMLElement {
    const list = element('dl');
    for (const [name, value] of pairs) {
      const term = element('dt');
      term.textContent = name;
      const told = element('dd');
      told.append(this.#show(value, kind));
      list.append(term, told);
    }
    return list;
  }

  #showText(text: string, kind: string | undefined): HTMLElement {
    if (!ADDRESS.test(text)) return textOf(text);
    const path = text.split(/[?#]/)[0] ?? '';
    const guessed = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? kind;
    const url = this.#input.attachmentUrl(text);
    if (guessed === 'image') return Object.assign(element('img'), { src: url, alt: text });
    if (guessed === 'video' || guessed === 'audio') {
      return Object.assign(element(guessed), { src: url, controls: true, preload: 'metadata' });
    }
    const link = Object.assign(element('a'), {
      href: url,
      target: '_blank',
      rel: 'noopener noreferrer',
    });
    link.textContent = text;
    return link;
  }
}

/** The database keeps no order of keys, and what a task is about should not come last. */
function attachmentsFirst(value: JsonObject): [string, Json][] {
  const entries = Object.entries(value);
  const isAttachment = ([name]: [string, Json]) => name.startsWith('attachment');
  return [...entries.filter(isAttachment), ...entries.filter((one) => !isAttachment(one))];
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className = '') {
  return Object.assign(document.createElement(name), { className });
}

function textOf(text: string): HTMLElement {
  const shown = element('p', 'gw-text');
  shown.textContent = text;
  return shown;
}

export const viewer: EditorModule = { mountEditor: (host, input) => new Viewer(host, input) };

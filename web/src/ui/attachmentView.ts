/** One attachment, shown as what it is: text, Markdown, image, sound, film, PDF or a link. */
import type { Translate } from '../editor/contract';
import { button, make } from './dom';
import { ImageView } from './imageView';
import { MediaView } from './mediaView';
import './attachmentView.css';

export interface AttachmentInput {
  /** `text`, `markdown`, `image`, `audio`, `video`, `pdf` or `website`; else by what it looks like. */
  readonly kind: string;
  /** An address, or the text itself. */
  readonly content: string;
  /** What it is called on the page, such as `Attachment 1`. */
  readonly name: string;
  readonly translate: Translate;
  readonly attachmentUrl: (attachment: string) => string;
}

const ADDRESS = /^(https?|scaledata):\/\/\S+$/;
const WEB_ADDRESS = /^https?:\/\/\S+$/;

export class AttachmentView {
  readonly element: HTMLElement;
  readonly player: MediaView | null = null;
  readonly image: ImageView | null = null;
  /** The part that scrolls, of a text. */
  readonly scroller: HTMLElement | null = null;
  readonly #input: AttachmentInput;
  #isEnded = false;
  #end: () => void = () => undefined;

  constructor(input: AttachmentInput) {
    this.#input = input;
    const { kind, content, name, translate } = input;
    this.element = make('section', { class: 'gw-attachment', 'aria-label': name });
    const url = () => input.attachmentUrl(content);
    const onError = () => this.#tellFailure();
    if (kind === 'image') {
      this.image = new ImageView(url(), name, translate, onError);
      this.element.append(this.image.element, this.#original());
    } else if (kind === 'audio' || kind === 'video') {
      const player = new MediaView(kind, url(), name, translate, onError);
      this.player = player;
      this.#end = () => player.end();
      this.element.append(player.element, this.#original());
    } else if (kind === 'pdf') {
      this.element.append(this.#original());
      this.#showPdf(url()).catch(onError);
    } else if (kind === 'markdown') {
      this.scroller = this.#showMarkdown();
    } else if (kind === 'website' || (kind !== 'text' && ADDRESS.test(content))) {
      this.element.append(this.#link());
    } else {
      this.scroller = make('div', { class: 'gw-text', tabindex: 0 }, content);
      this.scroller.setAttribute('role', 'group');
      this.scroller.setAttribute('aria-label', name);
      this.element.append(this.scroller);
    }
  }

  destroy(): void {
    this.#isEnded = true;
    this.#end();
    this.element.remove();
  }

  #showMarkdown(): HTMLElement {
    const { content, name } = this.#input;
    const page = make('div', { class: 'gw-text', tabindex: 0, role: 'group', 'aria-label': name });
    page.textContent = content; // until the reader is there, and whenever it is asked for
    this.element.append(page);
    // Without the reader, as when the network is gone, the text stays as it was written.
    import('./markdown').then(
      ({ markdown }) => this.#format(page, markdown(content)),
      () => undefined,
    );
    return page;
  }

  #format(page: HTMLElement, read: DocumentFragment): void {
    if (this.#isEnded) return;
    const { content, translate } = this.#input;
    const show = (asWritten: boolean) => {
      page.replaceChildren(asWritten ? content : read.cloneNode(true));
      page.classList.toggle('gw-markdown', !asWritten);
      toggle.setAttribute('aria-pressed', `${asWritten}`);
    };
    const toggle = button(
      translate('As written'),
      () => show(toggle.getAttribute('aria-pressed') !== 'true'),
      { class: 'gw-button gw-small' },
    );
    const isPlain = read.textContent.trim() === content.trim() && read.children.length < 2;
    if (!isPlain) this.element.prepend(make('div', { class: 'gw-view-tools' }, toggle));
    show(false);
  }

  async #showPdf(url: string): Promise<void> {
    const { PdfView } = await import('./pdfView');
    if (this.#isEnded) return;
    const pages = new PdfView(url, this.#input.name, this.#input.translate, () => {
      pages.element.remove();
      this.#tellFailure();
    });
    this.#end = () => pages.end();
    this.element.prepend(pages.element);
  }

  /** A website cannot be shown in the page: most refuse to be framed, and ours asks for no others. */
  #link(): HTMLElement {
    const { content, translate } = this.#input;
    if (!WEB_ADDRESS.test(content)) return make('p', { class: 'gw-text' }, content);
    const link = this.#anchor(content, content);
    const note = translate('Opens in a new tab.');
    return make('p', { class: 'gw-weblink' }, link, make('span', { class: 'gw-hint' }, note));
  }

  #original(): HTMLElement {
    const text = this.#input.translate('Open the original');
    return make(
      'p',
      { class: 'gw-original' },
      this.#anchor(this.#input.attachmentUrl(this.#input.content), text),
    );
  }

  #anchor(href: string, text: string): HTMLAnchorElement {
    return make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);
  }

  #tellFailure(): void {
    if (this.#isEnded || this.element.querySelector('.gw-fault')) return;
    const text = this.#input.translate('This could not be shown here; open the original.');
    this.element.prepend(make('p', { class: 'gw-fault', role: 'alert' }, text));
  }
}

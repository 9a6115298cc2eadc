/** The pages of a PDF, drawn when they come into view, with their text to select. Loaded when needed. */
import { getDocument, GlobalWorkerOptions, TextLayer } from 'pdfjs-dist';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import type { Translate } from '../editor/contract';
import { button, make } from './dom';
import './pdfView.css';

const MOST_PIXELS = 16_000_000; // of one canvas; browsers on phones refuse larger ones

export class PdfView {
  readonly element = make('div', { class: 'gw-pdf' });
  readonly #translate: Translate;
  readonly #pages = make('div', { class: 'gw-pdf-pages', tabindex: 0, role: 'group' });
  readonly #loading: ReturnType<typeof getDocument>;
  readonly #watcher: IntersectionObserver;
  #zoom = 1;

  constructor(url: string, name: string, translate: Translate, onError: () => void) {
    GlobalWorkerOptions.workerSrc = workerUrl;
    this.#translate = translate;
    this.#pages.setAttribute('aria-label', name);
    const tool = (sign: string, label: string, factor: number) =>
      button(sign, () => this.#zoomBy(factor), {
        class: 'gw-button gw-button-square',
        'aria-label': label,
        title: label,
      });
    const tools = make(
      'div',
      { class: 'gw-view-tools' },
      tool('+', translate('Zoom in'), 1.25),
      tool('−', translate('Zoom out'), 0.8),
    );
    this.element.append(tools, this.#pages);
    this.#watcher = new IntersectionObserver((seen) => this.#onSeen(seen), {
      root: null,
      rootMargin: '50%',
    });
    // Its WebAssembly decoders need a permission that the page does not give; they are not needed.
    this.#loading = getDocument({ url, useWasm: false, isEvalSupported: false } as Parameters<
      typeof getDocument
    >[0]);
    this.#loading.promise.then((document) => this.#layOut(document)).catch(onError);
  }

  end(): void {
    this.#watcher.disconnect();
    void this.#loading.destroy();
  }

  async #layOut(document: PDFDocumentProxy): Promise<void> {
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { width, height } = page.getViewport({ scale: 1 });
      const sheet = make('div', {
        class: 'gw-pdf-page',
        role: 'group',
        'aria-label': this.#translate('Page {number} of {count}', {
          number,
          count: document.numPages,
        }),
      });
      sheet.style.aspectRatio = `${width} / ${height}`;
      this.#pages.append(sheet);
      sheets.set(sheet, page);
      this.#watcher.observe(sheet);
    }
  }

  #zoomBy(factor: number): void {
    this.#zoom = Math.min(5, Math.max(1, this.#zoom * factor));
    this.#pages.style.setProperty('--gw-pdf-zoom', `${this.#zoom}`);
    for (const sheet of this.#pages.children) {
      sheet.replaceChildren();
      this.#watcher.unobserve(sheet);
      this.#watcher.observe(sheet);
    }
  }

  #onSeen(seen: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of seen) {
      const page = sheets.get(target);
      if (isIntersecting && page && !target.hasChildNodes()) void draw(target as HTMLElement, page);
    }
  }
}

const sheets = new WeakMap<Element, PDFPageProxy>();

async function draw(sheet: HTMLElement, page: PDFPageProxy): Promise<void> {
  const whole = page.getViewport({ scale: 1 });
  const scale = sheet.clientWidth / whole.width;
  const room = Math.sqrt(MOST_PIXELS / (whole.width * whole.height));
  const drawn = page.getViewport({ scale: Math.min(scale * devicePixelRatio, room) });
  const canvas = make('canvas', { 'aria-hidden': 'true' });
  canvas.width = Math.floor(drawn.width);
  canvas.height = Math.floor(drawn.height);
  const words = make('div', { class: 'gw-pdf-words' });
  words.style.setProperty('--total-scale-factor', `${scale}`);
  sheet.append(canvas, words);
  await page.render({ canvas, viewport: drawn }).promise;
  const viewport = page.getViewport({ scale });
  await new TextLayer({
    textContentSource: page.streamTextContent(),
    container: words,
    viewport,
  }).render();
}

/** Markdown from customers and models as harmless HTML. Loaded when first needed: it is large. */
import purify from 'dompurify';
import MarkdownIt from 'markdown-it';

const reader = new MarkdownIt({ html: false, linkify: true, breaks: true });

/** Sanitised elements; links open elsewhere, pictures and anything that runs are left out. */
export function markdown(text: string): DocumentFragment {
  const clean = purify.sanitize(reader.render(text), {
    FORBID_TAGS: ['img', 'style', 'form', 'input', 'button', 'svg', 'math', 'audio', 'video'],
    FORBID_ATTR: ['style', 'class', 'id', 'name'],
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of clean.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  return clean;
}

/** Elements in one call. Text is always text: nothing here reads HTML. */
import './controls.css';

export type Attributes = Record<string, string | number | boolean | undefined>;

let count = 0;

/** An element with these attributes and children; `true` sets an empty attribute, `false` none. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? '' : `${value}`);
  }
  element.append(...children);
  return element;
}

/** A button that does not submit anything. */
export function button(
  text: string,
  onPress: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = make('button', { type: 'button', class: 'gw-button', ...attributes }, text);
  made.addEventListener('click', onPress);
  return made;
}

/** An id that no other element of the page has. */
export function uniqueId(kind: string): string {
  count += 1;
  return `${kind}-${count}`;
}

/** Sets text only when it differs, so that screen readers do not hear it again. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Elements in few words. */

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export function text(
  name: 'span' | 'p' | 'h2' | 'h3' | 'strong' | 'kbd',
  className: string,
  said: string,
) {
  const made = element(name, className);
  made.textContent = said;
  return made;
}

/** A button that leaves the focus, and what is selected in the text, where they are. */
export function button(className: string, said: string, perform: () => void): HTMLButtonElement {
  const made = element('button', className, { type: 'button' });
  made.textContent = said;
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', perform);
  return made;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

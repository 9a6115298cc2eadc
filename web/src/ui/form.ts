/** What was typed into a field of a form, without the spaces round it; '' when there is none. */
export function typed(form: FormData, name: string): string {
  return verbatim(form, name).trim();
}

/** The same with its spaces, which count in a password. */
export function verbatim(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

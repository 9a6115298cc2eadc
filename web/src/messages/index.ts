/**
 * Every text that people read. A message is its own English; a catalogue maps it to another language,
 * and `npm run messages -- de` tells what a catalogue lacks. `{name}` places are filled with values;
 * `{n|task|tasks}` is the form that goes with the number, in the order of the language's plurals.
 */
export type Values = Record<string, string | number>;
export type Catalogue = Record<string, string>;

let catalogue: Catalogue = {};
let locale = localeOf('en');
let numbers = new Intl.NumberFormat(locale); // making one takes longer than a hundred numbers

export function speak(name: string, messages: Catalogue): void {
  locale = localeOf(name);
  numbers = new Intl.NumberFormat(locale);
  catalogue = messages;
  document.documentElement.lang = name;
}

/** How numbers and dates are written: the person's own kind of the language, such as en-GB. */
function localeOf(name: string): string {
  return navigator.languages.find((one) => one === name || one.startsWith(`${name}-`)) ?? name;
}

export function t(message: string, values: Values = {}): string {
  const text = catalogue[message] ?? message;
  return text.replace(/\{(\w+)(?:\|([^}]*))?\}/g, (place, name: string, forms?: string) => {
    const value = values[name];
    if (forms === undefined) return format(value) ?? place;
    return (typeof value === 'number' ? formFor(value, forms.split('|')) : undefined) ?? place;
  });
}

const PLURALS = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

function formFor(count: number, forms: readonly string[]): string | undefined {
  const rules = new Intl.PluralRules(locale);
  const { pluralCategories } = rules.resolvedOptions();
  const known = PLURALS.filter((one) => pluralCategories.includes(one));
  return forms[known.indexOf(rules.select(count))] ?? forms.at(-1);
}

function format(value: string | number | undefined): string | undefined {
  return typeof value === 'number' ? numbers.format(value) : value;
}

/** An amount in millionths of its currency's unit, with as many decimals as it needs. */
export function money(micros: number, currency: string): string {
  const digits = micros % 10_000 === 0 ? 2 : 4;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits === 2 ? 2 : 3,
    maximumFractionDigits: digits,
  }).format(micros / 1_000_000);
}

/** `4:05`, or `1:02:05` from an hour on. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown
    .map((part, index) => (index === 0 ? `${part}` : `${part}`.padStart(2, '0')))
    .join(':');
}

/** A share of 0 to 1 to a tenth of a percent, or as many decimals; a dash for none. */
export function percent(share: number | null, decimals = 1): string {
  if (share === null) return '–';
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(share);
}

/** A day and a time, on one line; the year only where it is another than now. */
export function moment(at: string | Date, now = new Date()): string {
  const then = new Date(at);
  return new Intl.DateTimeFormat(locale, {
    ...(then.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    ...{ month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  })
    .format(then)
    .replace(/\s/g, '\u00a0');
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long ago something was, in its largest unit: `3 hours ago`. */
export function ago(at: string | Date, now = new Date()): string {
  const seconds = Math.max(0, (now.getTime() - new Date(at).getTime()) / 1000);
  const [unit, size] = UNITS.find((one) => seconds >= one[1]) ?? UNITS[3];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
    -Math.floor(seconds / size),
    unit,
  );
}

/** A size in the largest unit that it has one of: `1.5 GB`. */
export function bytes(count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const power = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] as string,
    maximumFractionDigits: 1,
  }).format(count / 1000 ** power);
}

export function day(at: string): string {
  const [year = 0, month = 1, date = 1] = at.split('-').map(Number);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(
    new Date(year, month - 1, date),
  );
}

/** What a language is called by its code, as `pt-BR`; the code itself when nobody knows it. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

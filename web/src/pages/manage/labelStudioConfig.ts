/** A labelling configuration of Label Studio as a kind of work and its params; the rest is named. */
import type { Json, JsonObject } from '../../editor/contract';
import { t } from '../../messages';

export interface ReadConfig {
  readonly taskType: string;
  /** What the tasks of such a project share. */
  readonly shared: JsonObject;
  /** What of it is not here, a sentence each. */
  readonly lost: readonly string[];
}

const GEOMETRIES = new Map([
  ['RectangleLabels', 'box'],
  ['PolygonLabels', 'polygon'],
  ['KeyPointLabels', 'point'],
  ['EllipseLabels', 'ellipse'],
]);
const DRAWN_WITH = new Map([
  ['Rectangle', 'box'],
  ['Polygon', 'polygon'],
  ['KeyPoint', 'point'],
  ['Ellipse', 'ellipse'],
]);
const KINDS = new Map([
  ['Text', 'text'],
  ['HyperText', 'website'],
  ['Image', 'image'],
  ['Audio', 'audio'],
  ['AudioPlus', 'audio'],
  ['Video', 'video'],
  ['Pdf', 'pdf'],
]);
/** Layout, and what is read with the tag that it stands in or beside. */
const SILENT = new Set(
  'View Style Header Label Choice Relation Shortcut Collapse Panel Filter Zoom List Bucket'
    .split(' ')
    .concat([...DRAWN_WITH.keys()]),
);
const STARS = 5;

/** What the configuration asks for, or a sentence that says why it cannot be read. */
export function readConfig(xml: string): ReadConfig | string {
  // A configuration needs none, and entities may be written to grow without end.
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return t('It has a DOCTYPE, which is not read; remove it.');
  const page = new DOMParser().parseFromString(xml, 'text/xml');
  const broken = page.querySelector('parsererror');
  if (broken) {
    const reason = (broken.querySelector('div') ?? broken).textContent.trim().split('\n')[0] ?? '';
    return t('It is no XML: {reason}', { reason });
  }
  return new Config([...page.querySelectorAll('*')]).read();
}

class Config {
  readonly #tags: readonly Element[];
  readonly #lost: string[] = [];
  readonly #used = new Set<Element>();

  constructor(tags: readonly Element[]) {
    this.#tags = tags;
  }

  read(): ReadConfig | string {
    const found =
      this.#drawing() ?? this.#spans() ?? this.#pairs() ?? this.#choices() ?? this.#form();
    if (found === undefined) {
      return t('Nothing in it asks anything that is known here; choose a template below.');
    }
    const [taskType, asked] = found;
    const rest = this.#tags.filter(
      (tag) => !this.#used.has(tag) && !SILENT.has(tag.tagName) && !KINDS.has(tag.tagName),
    );
    const names = [...new Set(rest.map((tag) => `<${tag.tagName}>`))];
    if (names.length > 0) {
      this.#lost.push(
        t('{tags} have no counterpart here and are left out.', { tags: names.join(', ') }),
      );
    }
    const instruction = taskType === 'textcollection' ? '' : this.#headers().join('\n\n');
    return {
      taskType,
      shared: { ...(instruction === '' ? {} : { instruction }), ...asked },
      lost: this.#lost,
    };
  }

  #of(...names: string[]): Element[] {
    const found = this.#tags.filter((tag) => names.includes(tag.tagName));
    for (const tag of found) this.#used.add(tag);
    return found;
  }

  #headers(): string[] {
    return this.#tags.flatMap((tag) => {
      const said = tag.tagName === 'Header' ? valueOf(tag) : '';
      return said === '' || said.startsWith('$') ? [] : [said];
    });
  }

  /** Kinds of what is looked at, such as image. */
  #looksAt(): string[] {
    return this.#tags.flatMap((tag) => KINDS.get(tag.tagName) ?? []);
  }

  #drawing(): [string, JsonObject] | undefined {
    const masks = this.#of('BrushLabels');
    const drawn = this.#of(...GEOMETRIES.keys());
    const plain = this.#looksAt().includes('image') ? this.#of('Labels') : [];
    const geometries: Record<string, Json[]> = {};
    const add = (geometry: string, tag: Element) => {
      geometries[geometry] = [...(geometries[geometry] ?? []), ...this.#labels(tag, 'choice')];
    };
    for (const tag of drawn) add(GEOMETRIES.get(tag.tagName) ?? '', tag);
    for (const tag of plain) {
      for (const [name, geometry] of DRAWN_WITH) {
        if (this.#tags.some((one) => one.tagName === name)) add(geometry, tag);
      }
    }
    const asked = Object.entries(geometries);
    if (asked.length > 0) {
      if (masks.length > 0) this.#lost.push(t('<BrushLabels> are a kind of work of their own.'));
      return [
        'imageannotation',
        {
          geometries: Object.fromEntries(
            asked.map(([name, labels]) => [name, { objects_to_annotate: labels }]),
          ),
          ...this.#attributes(),
        },
      ];
    }
    if (masks.length === 0) return undefined;
    return [
      'segmentannotation',
      { labels: masks.flatMap((tag) => this.#labels(tag, 'choice')), allow_unlabeled: true },
    ];
  }

  /** Questions about each object, or once about the picture. */
  #attributes(): JsonObject {
    const asked = this.#of('Choices', 'TextArea', 'Number', 'Rating').map((tag): [string, Json] => [
      nameOf(tag),
      {
        ...(tag.tagName === 'Choices'
          ? { type: 'category', choices: this.#parts(tag), ...several(tag, 'allow_multiple') }
          : { type: tag.tagName === 'TextArea' ? 'text' : 'number' }),
        ...(tag.getAttribute('perRegion') === 'true' ? {} : { global: true }),
      },
    ]);
    return asked.length > 0 ? { annotation_attributes: Object.fromEntries(asked) } : {};
  }

  #spans(): [string, JsonObject] | undefined {
    const looked = this.#looksAt();
    if (!looked.includes('text') && !looked.includes('website')) return undefined;
    const labels = this.#of('Labels', 'HyperTextLabels').flatMap((tag) =>
      this.#labels(tag, 'name'),
    );
    if (labels.length === 0) return undefined;
    if (looked.includes('website')) {
      this.#lost.push(t('<HyperText> is shown as plain text: take the markup out of your data.'));
    }
    const relations = this.#of('Relations').flatMap((tag) => [...tag.children].map(valueOf));
    return [
      'namedentityrecognition',
      {
        labels,
        ...(relations.length > 0 ? { relationships: relations.map((name) => ({ name })) } : {}),
      },
    ];
  }

  #pairs(): [string, JsonObject] | undefined {
    const [pairwise] = this.#of('Pairwise');
    if (!pairwise) return undefined;
    const [kind = 'text'] = this.#looksAt();
    this.#lost.push(t('When you send a table, take the columns of both sides for attachments.'));
    return [
      'comparison',
      { attachment_type: kind, choices: ['left is better', 'right is better', 'equally good'] },
    ];
  }

  #choices(): [string, JsonObject] | undefined {
    const others = 'TextArea Rating Number DateTime Ranker'.split(' ');
    if (this.#tags.some((tag) => others.includes(tag.tagName))) return undefined;
    if (new Set(this.#looksAt()).size > 1) return undefined;
    const asked = this.#of('Choices', 'Taxonomy');
    const [only] = asked;
    if (!only) return undefined;
    const [kind = 'text'] = this.#looksAt();
    const choices = this.#parts(only);
    const isFlat = choices.every((one) => typeof one === 'string');
    if (asked.length === 1 && isFlat) {
      const more = several(only, 'allow_multiple');
      return ['categorization', { attachment_type: kind, categories: choices, ...more }];
    }
    const taxonomies = asked.map((tag): [string, Json] => [
      nameOf(tag),
      { choices: this.#parts(tag), ...several(tag, 'allow_multiple') },
    ]);
    return [
      'categorization',
      { attachment_type: kind, taxonomies: Object.fromEntries(taxonomies) },
    ];
  }

  #form(): [string, JsonObject] | undefined {
    const fields = this.#of(
      ...['Choices', 'Taxonomy', 'TextArea', 'Rating', 'Number', 'DateTime', 'Ranker'],
    ).map((tag) => this.#field(tag));
    return fields.length > 0 ? ['textcollection', { fields }] : undefined;
  }

  #field(tag: Element): JsonObject {
    const name = nameOf(tag);
    const shared = {
      field_id: name,
      title: this.#headerOf(tag) || tag.getAttribute('placeholder') || name,
      ...(tag.getAttribute('required') === 'true' ? { required: true } : {}),
    };
    switch (tag.tagName) {
      case 'Choices':
      case 'Taxonomy':
        return {
          ...shared,
          type: tag.getAttribute('choice') === 'multiple' ? 'select' : 'category',
          choices: this.#leaves(tag).map((one) => ({ label: one, value: one })),
        };
      case 'Rating':
        return {
          ...shared,
          type: 'category',
          choices: Array.from(
            { length: Number(tag.getAttribute('maxRating')) || STARS },
            (_, place) => ({
              label: `${place + 1}`,
              value: place + 1,
            }),
          ),
        };
      case 'Number':
        return {
          ...shared,
          type: 'number',
          ...limit(tag, 'min'),
          ...limit(tag, 'max'),
        };
      case 'DateTime':
        return { ...shared, type: 'datetime' };
      case 'Ranker':
        this.#lost.push(
          t(
            '<Ranker> takes its items from the data there; here the options “A, B, C” of {name} stand for them.',
            {
              name,
            },
          ),
        );
        return { ...shared, type: 'ranking_order', options: ['A', 'B', 'C'] };
      default:
        return { ...shared, type: 'text' };
    }
  }

  /** The heading that stands last before a question. */
  #headerOf(tag: Element): string {
    const before = this.#tags.slice(0, this.#tags.indexOf(tag));
    const last = before.findLast((one) => one.tagName === 'Header' || this.#used.has(one));
    const said = last?.tagName === 'Header' ? valueOf(last) : '';
    return said.startsWith('$') ? '' : said;
  }

  #labels(tag: Element, key: 'choice' | 'name'): Json[] {
    return partsOf(tag, 'Label').map((one) => {
      const colour = hex(one.getAttribute('background') ?? '');
      const name = named(one);
      if (key === 'choice' && colour === undefined) return name;
      return { [key]: name, ...(colour === undefined ? {} : { color: colour }) };
    });
  }

  /** Choices, with finer ones as a tree. */
  #parts(tag: Element): Json[] {
    return partsOf(tag, 'Choice').map((one) => {
      const finer = this.#parts(one);
      return finer.length > 0 ? { choice: named(one), subchoices: finer } : named(one);
    });
  }

  #leaves(tag: Element): string[] {
    return partsOf(tag, 'Choice').flatMap((one) => {
      const finer = this.#leaves(one);
      return finer.length > 0 ? finer : [named(one)];
    });
  }
}

function partsOf(tag: Element, name: string): Element[] {
  return [...tag.children].filter((one) => one.tagName === name);
}

function valueOf(tag: Element): string {
  return (tag.getAttribute('value') ?? '').trim();
}

/** As it stands in what is exported. */
function named(tag: Element): string {
  return (tag.getAttribute('alias') ?? '').trim() || valueOf(tag);
}

function nameOf(tag: Element): string {
  return (tag.getAttribute('name') ?? '').trim() || tag.tagName.toLowerCase();
}

function several(tag: Element, key: string): JsonObject {
  const isMany = tag.getAttribute('choice') === 'multiple' || tag.tagName === 'Taxonomy';
  return isMany ? { [key]: true } : {};
}

function limit(tag: Element, key: 'min' | 'max'): JsonObject {
  const written = tag.getAttribute(key);
  return written !== null && Number.isFinite(Number(written)) ? { [key]: Number(written) } : {};
}

/** A colour as #rrggbb; names of colours are what the browser says they are. */
function hex(colour: string): string | undefined {
  if (/^#[0-9a-f]{6}$/i.test(colour)) return colour.toLowerCase();
  if (colour === '') return undefined;
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return undefined;
  context.fillStyle = colour;
  const read = context.fillStyle;
  // What is no colour leaves it black.
  return /^#[0-9a-f]{6}$/.test(read) && (read !== '#000000' || colour === 'black')
    ? read
    : undefined;
}

/** Everything that `check` in Python would refuse, as sentences for the person who drew it. */
import type { Fault, JsonObject, Translate } from '@web/editor/contract';
import { answerFaults } from '@web/objects/attributes';
import { shapeBounds } from '@web/canvas/shapes';
import { listAt, pointer } from '@web/ui/json';
import type { Drawing, DrawnObject } from './drawing';
import type { Geometry, Task } from './task';

/** What is wrong with one object: the steps below it, and a sentence. */
interface OwnFault {
  readonly steps: readonly string[];
  readonly sentence: string;
}

/** Looks again only at what changed, so that it can be asked after every edit. */
export class Faults {
  readonly #task: Task;
  readonly #translate: Translate;
  readonly #known = new WeakMap<JsonObject, readonly OwnFault[]>();

  constructor(task: Task, translate: Translate) {
    this.#task = task;
    this.#translate = translate;
  }

  /** In reading order; empty when sound. */
  of(drawing: Drawing): Fault[] {
    const seen = new Set<string>();
    const found: Fault[] = [];
    drawing.objects.forEach((object, place) => {
      const at = (steps: readonly string[]) => pointer('annotations', place, ...steps);
      const uuid = object.json['uuid'];
      if (typeof uuid === 'string') {
        if (seen.has(uuid)) found.push({ pointer: at(['uuid']), sentence: this.#twice(object) });
        seen.add(uuid);
      }
      for (const { steps, sentence } of this.ofObject(drawing, object)) {
        found.push({ pointer: at(steps), sentence });
      }
    });
    return [...found, ...this.#counts(drawing), ...this.#globals(drawing), ...this.#links(drawing)];
  }

  ofObject(drawing: Drawing, object: DrawnObject): readonly OwnFault[] {
    // Answers that lead to other objects depend on those; all else on the object alone.
    const isFree = !this.#task.attributes.some(
      (one) => one.kind === 'linked' && one.name in object.answers,
    );
    const known = isFree ? this.#known.get(object.json) : undefined;
    if (known) return known;
    const found = [
      ...this.#label(object),
      ...this.#shape(object),
      ...this.#answers(drawing, object),
    ];
    if (isFree) this.#known.set(object.json, found);
    return found;
  }

  #name({ label, geometry }: DrawnObject): string {
    const text = label === undefined ? undefined : (this.#task.labels.get(label)?.text ?? label);
    return text ?? this.#translate(geometry?.name ?? 'Object');
  }

  #twice(object: DrawnObject): string {
    return this.#translate('{name} has the identity of another object.', {
      name: this.#name(object),
    });
  }

  #label(object: DrawnObject): OwnFault[] {
    const { label, geometry } = object;
    if (label === undefined) {
      if (this.#task.mayOmitLabels) return [];
      return [{ steps: ['label'], sentence: this.#translate('A label is required.') }];
    }
    const known = this.#task.labels.get(label);
    if (!geometry || known?.geometries.includes(geometry.name)) return [];
    const name = this.#name(object);
    const sentence = this.#translate('{name} is not a label of a {geometry}.', {
      name,
      geometry: this.#translate(geometry.name),
    });
    return [{ steps: ['label'], sentence }];
  }

  #shape(object: DrawnObject): OwnFault[] {
    const { geometry, shape } = object;
    const name = this.#name(object);
    if (!geometry) {
      const asked = [...this.#task.geometries.keys()].map((one) => this.#translate(one)).join(', ');
      return [
        {
          steps: [],
          sentence: this.#translate('{name} was not asked for; draw {asked}.', { name, asked }),
        },
      ];
    }
    if (!shape)
      return [{ steps: [], sentence: this.#translate('{name} has no sound shape.', { name }) }];
    return [...this.#size(object, geometry), ...this.#form(object, geometry)].map((sentence) => ({
      steps: [],
      sentence: `${name} ${sentence}.`,
    }));
  }

  #size({ shape }: DrawnObject, { minWidth, minHeight }: Geometry): string[] {
    if (shape?.kind !== 'box' && shape?.kind !== 'cuboid') return [];
    const bounds = shapeBounds(shape);
    const isBox = shape.kind === 'box';
    const width = isBox ? shape.width : bounds.right - bounds.left;
    const height = isBox ? shape.height : bounds.bottom - bounds.top;
    const found: string[] = [];
    if (width < minWidth) {
      found.push(
        this.#translate('is {width} pixels wide, less than {least}', { width, least: minWidth }),
      );
    }
    if (height < minHeight) {
      found.push(
        this.#translate('is {height} pixels high, less than {least}', { height, least: minHeight }),
      );
    }
    return found;
  }

  #form({ shape }: DrawnObject, geometry: Geometry): string[] {
    if (shape?.kind === 'box') {
      if (shape.rotation && !geometry.canRotate) {
        return [this.#translate('is rotated, which the task does not allow')];
      }
      const sides = [shape.left, shape.top, shape.width, shape.height];
      const isOff = geometry.isWhole && !shape.rotation && sides.some((side) => side % 1);
      return isOff ? [this.#translate('should have whole pixels')] : [];
    }
    if (shape?.kind !== 'polygon' && shape?.kind !== 'line') return [];
    const count = shape.vertices.length;
    const { minVertices, maxVertices } = geometry;
    if (count < minVertices) {
      return [
        this.#translate('has {count} vertices, fewer than {least}', { count, least: minVertices }),
      ];
    }
    if (count > maxVertices) {
      return [
        this.#translate('has {count} vertices, more than {most}', { count, most: maxVertices }),
      ];
    }
    return [];
  }

  #answers(drawing: Drawing, object: DrawnObject): OwnFault[] {
    return answerFaults(this.#task.attributes, object.answers, {
      label: object.label,
      labelOf: (uuid) => drawing.byUuid(uuid)?.label,
      isGlobal: false,
      translate: this.#translate,
    }).map(({ name, sentence }) => ({
      steps: ['attributes', name],
      sentence: `${this.#name(object)}: ${sentence}.`,
    }));
  }

  #counts(drawing: Drawing): Fault[] {
    const count = drawing.objects.length;
    const { minObjects: least, maxObjects: most } = this.#task;
    const tell = (sentence: string) => [{ pointer: pointer('annotations'), sentence }];
    if (count < least) {
      return tell(
        this.#translate(
          'There {count|is|are} {count} {count|object|objects}, fewer than {least}.',
          { count, least },
        ),
      );
    }
    if (count > most) {
      return tell(
        this.#translate('There {count|is|are} {count} {count|object|objects}, more than {most}.', {
          count,
          most,
        }),
      );
    }
    return [];
  }

  #globals(drawing: Drawing): Fault[] {
    return answerFaults(this.#task.attributes, drawing.globalAnswers, {
      label: undefined,
      labelOf: () => undefined,
      isGlobal: true,
      translate: this.#translate,
    }).map(({ name, sentence }) => ({
      pointer: pointer('global_attributes', name),
      sentence: `${sentence}.`,
    }));
  }

  #links(drawing: Drawing): Fault[] {
    const places = new Map(listAt(drawing.response, 'links').map((json, place) => [json, place]));
    return drawing.links.flatMap((link) => {
      const place = places.get(link.json) ?? 0;
      const kind = this.#task.links.find(({ name }) => name === link.label);
      if (!kind) {
        const sentence = this.#translate('{label} is not a link that was asked for.', {
          label: link.label,
        });
        return [{ pointer: pointer('links', place, 'label'), sentence }];
      }
      const ends = [
        ['from', link.from, kind.from],
        ['to', link.to, kind.to],
      ] as const;
      return ends.flatMap(([end, uuid, allowed]) => {
        const label = drawing.byUuid(uuid)?.label;
        if (label !== undefined && (!allowed.length || allowed.includes(label))) return [];
        const sentence =
          label === undefined
            ? this.#translate('{link} leads to an object that is not there.', { link: link.label })
            : this.#translate('{link} has a {label} at one end; {allowed} allowed.', {
                link: link.label,
                label,
                allowed: allowed.join(', '),
              });
        return [{ pointer: pointer('links', place, end), sentence }];
      });
    });
  }
}

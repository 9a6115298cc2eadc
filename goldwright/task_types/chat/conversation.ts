/** The turns of a conversation, wherever a project's template has put them. */
import type { Json, JsonObject } from '@web/editor/contract';
import { isObject, listAt, objectAt, textAt } from '@web/ui/json';

export interface Turn {
  /** Who speaks, as it was sent. */
  readonly role: string;
  readonly text: string;
  /** Further versions of what was said, of which one is to be chosen. */
  readonly others: readonly { readonly name: string; readonly text: string }[];
}

/** A conversation, or one text that was sent beside it. */
export type Piece =
  | { readonly name: string; readonly turns: readonly Turn[] }
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly data: Json };

const ROLES = ['role', 'author', 'speaker', 'from', 'sender'];
const TEXTS = ['content', 'text', 'message', 'value', 'output', 'prompt'];
const VERSIONS = ['candidates', 'responses', 'completions', 'outputs', 'choices'];
/** Said by the frame or of no use to a person. */
const LEFT_OUT = ['instruction', 'metadata', 'callback_url', 'unique_id', 'project', 'batch'];

/** What a task shows, conversations first as they stand, then texts, then data. */
export function piecesOf(params: JsonObject): Piece[] {
  const rest = Object.entries(params).filter(
    ([name]) => name !== 'template_variables' && !LEFT_OUT.includes(name),
  );
  const sent = [...Object.entries(objectAt(params, 'template_variables')), ...rest];
  return sent
    .map(([name, value]) => pieceOf(name, value))
    .sort((one, two) => rank(one) - rank(two)); // the database keeps no order of keys
}

function pieceOf(name: string, value: Json): Piece {
  const turns = Array.isArray(value) ? value.map(turnOf) : [];
  if (turns.length > 0 && turns.every((one) => one !== undefined)) return { name, turns };
  return typeof value === 'string' ? { name, text: value } : { name, data: value };
}

function rank(piece: Piece): number {
  if ('turns' in piece) return 1;
  if ('data' in piece) return 3;
  return /system|context|scenario|persona/i.test(piece.name) ? 0 : 2;
}

function turnOf(value: Json): Turn | undefined {
  if (!isObject(value)) return undefined;
  const role = ROLES.map((key) => textAt(value, key)).find((one) => one !== '');
  const text = TEXTS.map((key) => value[key]).find((one) => one !== undefined);
  const others = VERSIONS.map((key) => listAt(value, key)).find((one) => one.length > 0) ?? [];
  if (role === undefined || (text === undefined && others.length === 0)) return undefined;
  return {
    role,
    text: said(text ?? ''),
    others: others.map((one, place) => ({
      name: (isObject(one) && (textAt(one, 'model') || textAt(one, 'model_id'))) || `${place + 1}`,
      text: isObject(one) ? said(TEXTS.map((key) => one[key]).find(Boolean) ?? one) : said(one),
    })),
  };
}

/** Text, or the texts of a list of parts as models are sent them. */
function said(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((one) => said(one)).join('\n\n');
  if (isObject(value) && typeof value['text'] === 'string') return value['text'];
  return JSON.stringify(value, null, 2);
}

/** Whether somebody speaks who asks, and not who answers. */
export function isAsking(role: string): boolean {
  return /^(user|human|customer|prompter|person)/i.test(role);
}

import type { Json } from '../../tasks/task.ts';
import { widest } from './source.ts';

/** How a language writes values that JSON has. */
interface Language {
  readonly indent: number;
  readonly text: (value: string) => string;
  readonly word: (value: null | boolean) => string;
  readonly key: (key: string) => string;
  /** Stands inside the brackets of an object that is on one line. */
  readonly pad: string;
}

const javascript: Language = { indent: 2, text: jsText, word: String, key: jsKey, pad: ' ' };
const python: Language = {
  indent: 4,
  text: pyText,
  word: (value) => (value === null ? 'None' : value ? 'True' : 'False'),
  key: pyText,
  pad: '',
};

/** A value as JavaScript writes it. */
export function jsLiteral(value: Json, position: Position): string {
  return literal(value, javascript, position);
}

/** A value as Python writes it. */
export function pyLiteral(value: Json, position: Position): string {
  return literal(value, python, position);
}

/** A text as JavaScript writes it, harmless whatever is in it. */
export function jsText(value: string): string {
  return count(value, "'") > count(value, '"') ? escaped(value) : inSingleQuotes(escaped(value));
}

/** A text as Python writes it, harmless whatever is in it: of JSON's escapes it knows all. */
export function pyText(value: string): string {
  const text = escaped(value, (point) => `\\U${point.toString(16).padStart(8, '0')}`);
  return count(value, '"') > count(value, "'") ? inSingleQuotes(text) : text;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** A text in quotes of JSON, in single ones. */
function inSingleQuotes(text: string): string {
  const inner = text.slice(1, -1).replace(/\\.|'/g, (one) => (one === '\\"' ? '"' : one === "'" ? "\\'" : one));
  return `'${inner}'`;
}

/** Whether it can be written as the name of a member, or of an export, in JavaScript. */
export function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text);
}

/** Where a value stands: its first line begins at `column`, and its last one with `depth` spaces. */
export interface Position {
  readonly column: number;
  readonly depth: number;
}

function literal(value: Json, language: Language, { column, depth }: Position): string {
  if (typeof value === 'string') return language.text(value);
  if (typeof value === 'number') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return language.word(value);
  const isList = Array.isArray(value);
  const inner = depth + language.indent;
  const members = isList
    ? value.map((member: Json) => literal(member, language, { column: inner, depth: inner }))
    : Object.entries(value).map(([name, member]: [string, Json]) => {
        const key = `${language.key(name)}: `;
        return key + literal(member, language, { column: inner + key.length, depth: inner });
      });
  const [open, close] = isList ? '[]' : '{}';
  if (members.length === 0) return `${open}${close}`;
  const pad = isList ? '' : language.pad;
  const row = `${open}${pad}${members.join(', ')}${pad}${close}`;
  if (!row.includes('\n') && column + row.length < widest) return row;
  const start = ' '.repeat(inner);
  return `${open}\n${members.map((member) => `${start}${member},\n`).join('')}${' '.repeat(depth)}${close}`;
}

/** In quotes of JSON, with all escaped that a terminal or an editor could obey or hide; `far` writes what takes two units of UTF-16. */
function escaped(value: string, far?: (point: number) => string): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    if (far !== undefined && point > 0xffff) return far(point);
    return [...Array(character.length).keys()].map((at) => unit(character.charCodeAt(at))).join('');
  });
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

/** A member called `__proto__` would be the prototype, if it were written as other names are. */
function jsKey(key: string): string {
  if (key === '__proto__') return `['__proto__']`;
  return isName(key) ? key : jsText(key);
}

import type { Json } from '../../tasks/task.ts';
import { notAccepted, shown } from './shape-error.ts';

/** What a value from outside has to be, said once: its type, the quick check and the reading follow from it. */
export interface Description<T> {
  /** Whether a value is that, with no member too many. Makes nothing, as it is asked 300,000 times a second. */
  readonly is: (value: unknown) => boolean;
  /** The value, without members that it need not have. Throws a {@link ShapeError} that names the `place`. */
  readonly read: (value: unknown, place: string) => T;
}

/** A member that can be left out of its object. */
interface Optional<T> extends Description<T> {
  readonly optional: true;
}

/** The members of an object, each with what it has to be. */
export type Members = Readonly<Record<string, Description<unknown>>>;

type OptionalNames<M> = { [K in keyof M]: M[K] extends Optional<unknown> ? K : never }[keyof M];
type Flat<T> = { readonly [K in keyof T]: T[K] };

/** The type of what a description accepts. */
type ValueOf<D> = D extends Description<infer T> ? T : never;

/** The type of an object with such members. */
export type Described<M> = Flat<
  { readonly [K in keyof M as K extends OptionalNames<M> ? never : K]: ValueOf<M[K]> } & {
    readonly [K in keyof M as K extends OptionalNames<M> ? K : never]?: ValueOf<M[K]>;
  }
>;

function leaf<T>(accepted: string, is: (value: unknown) => boolean): Description<T> {
  return {
    is,
    read: (value, place) => {
      if (is(value)) return value as T;
      throw notAccepted(place, shown(value), accepted);
    },
  };
}

function numberFrom(least: number): Description<number> {
  const most = Number.MAX_SAFE_INTEGER;
  return leaf(
    `a number from ${least} to ${most}`,
    (value) => typeof value === 'number' && value >= least && value <= most,
  );
}

/** A number that may be below zero. */
export const real = numberFrom(-Number.MAX_SAFE_INTEGER);
/** An amount, or a time. */
export const amount = numberFrom(0);
/** A number to count or to name with. */
export const whole: Description<number> = leaf(
  'a whole number of 0 or more',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
);
/** Yes or no. */
export const truth: Description<boolean> = leaf('true, false', (value) => typeof value === 'boolean');
/** Nanoseconds of a monotonic clock, as decimal digits. */
export const nanoseconds: Description<string> = leaf(
  'decimal digits, at most 19',
  (value) => typeof value === 'string' && /^\d{1,19}$/.test(value),
);

/** What a task calls a number may be none, which JSON writes as null; that is read as 0. */
export const figure: Description<number> = {
  is: real.is,
  read: (value, place) => (value === null ? 0 : real.read(value, place)),
};

/** A text of at most so many characters. */
export function text(most: number): Description<string> {
  return leaf(`a text of at most ${most} characters`, (value) => typeof value === 'string' && value.length <= most);
}

/** One of these. */
export function word<const Word extends string | number | true>(...words: readonly Word[]): Description<Word> {
  return leaf(words.join(', '), (value) => words.includes(value as Word));
}

/** A list of these. */
export function list<T>(items: Description<T>): Description<readonly T[]> {
  return leaf('a list', (value) => Array.isArray(value) && value.every((item) => items.is(item)));
}

/** Anything that JSON can say, nested at most `depth` deep, with at most `size` characters and values in it. */
export function json(depth: number, size: number): Description<Json> {
  return leaf(
    `JSON of at most ${size} characters, nested at most ${depth} deep`,
    (value) => value !== undefined && sizeLeft(value, depth, size) >= 0,
  );
}

/** What is left of `size` once the value is taken from it; below zero where it is too large or too deep. */
function sizeLeft(value: unknown, depth: number, size: number): number {
  if (typeof value === 'string') return size - value.length;
  if (typeof value !== 'object' || value === null) return size - 1;
  if (depth === 0) return -1;
  let left = size - 1;
  for (const [key, inner] of Object.entries(value)) {
    if (left < 0) return left;
    left = sizeLeft(inner, depth - 1, left - (Array.isArray(value) ? 0 : key.length));
  }
  return left;
}

/** What a member has to be where it is there: it may be absent. */
export function optional<T>(description: Description<T>): Optional<T> {
  return { ...description, optional: true };
}

/** An object with these members; what else it has is left out of what is read. */
export function object<M extends Members>(members: M): Description<Described<M>> {
  const all = Object.entries(members).map(([name, description]) => ({
    name,
    ...description,
    mayLack: 'optional' in description,
  }));

  function is(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    let present = 0;
    for (const member of all) {
      const inner = (value as Record<string, unknown>)[member.name];
      if (inner !== undefined && member.is(inner)) present += 1;
      else if (inner !== undefined || !member.mayLack) return false;
    }
    return present === memberCount(value);
  }

  function read(value: unknown, place: string): Described<M> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw notAccepted(place, shown(value), 'object');
    }
    const given = value as Record<string, unknown>;
    const wanted = all.filter(({ name, mayLack }) => !mayLack || given[name] !== undefined);
    const inside = (name: string) => (place === '' ? name : `${place}.${name}`);
    return Object.fromEntries(
      wanted.map((member) => [member.name, member.read(given[member.name], inside(member.name))]),
    ) as Described<M>;
  }

  return { is, read };
}

function memberCount(value: object): number {
  let count = 0;
  for (const _ in value) count += 1;
  return count;
}

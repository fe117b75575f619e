import type { Json } from '../../../tasks/task.ts';

type JsonObject = { readonly [key: string]: Json };

interface Untyped {
  readonly json: JsonObject;
}

/**
 * A JSON Schema (draft 2020-12) of the values of a type. The type is invariant, so that the
 * compiler refuses a schema that takes more than the type has, or less.
 */
export interface Schema<T> extends Untyped {
  /** Never there: it ties the schema to its type. */
  readonly of?: (value: T) => T;
}

interface Optional<T> {
  readonly optional: Schema<T>;
}

type Members<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? Optional<Exclude<T[K], undefined>>
    : Schema<T[K]>;
};

export const text: Schema<string> = { json: { type: 'string' } };
export const truth: Schema<boolean> = { json: { type: 'boolean' } };
export const real: Schema<number> = { json: { type: 'number' } };
/** A time, a size or a ratio: a number that is zero or more. */
export const amount: Schema<number> = { json: { type: 'number', minimum: 0 } };
/** A whole number that is zero or more. */
export const count: Schema<number> = { json: { type: 'integer', minimum: 0 } };
export const anyJson: Schema<Json> = { json: {} };

/** One of these words. */
export function words<const Word extends string>(...accepted: readonly Word[]): Schema<Word> {
  return { json: accepted.length === 1 ? { const: accepted[0] ?? '' } : { enum: accepted } };
}

export function list<T>(items: Schema<T>): Schema<readonly T[]> {
  return { json: { type: 'array', items: items.json } };
}

/** An object with any keys. */
export function record<T>(values: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return { json: { type: 'object', additionalProperties: values.json } };
}

/** A member that can be left out of an object. */
export function optional<T>(schema: Schema<T>): Optional<T> {
  return { optional: schema };
}

/** An object with these members and no others. */
export function object<T>(members: Members<T>): Schema<T> {
  const entries = Object.entries(members) as [string, Untyped | { optional: Untyped }][];
  const properties = entries.map(([key, member]) => [key, 'optional' in member ? member.optional.json : member.json]);
  return {
    json: {
      type: 'object',
      properties: Object.fromEntries(properties) as JsonObject,
      required: entries.flatMap(([key, member]) => ('optional' in member ? [] : [key])),
      additionalProperties: false,
    },
  };
}

/** The schema with a sentence on what the values mean. */
export function described<T>(description: string, { json }: Schema<T>): Schema<T> {
  return { json: { description, ...json } };
}

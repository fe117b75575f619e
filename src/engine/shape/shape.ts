import * as z from 'zod/mini';
import type { Json } from '../../tasks/task.ts';
import { json as jsonWithin } from './description.ts';

/**
 * What a value from outside has to be. The type is invariant, so that the compiler refuses a
 * shape that takes more than the type has, or less.
 */
export type Shape<T> = z.ZodMiniType<T> & {
  /** Never there: it ties the shape to its type. */
  readonly of?: (value: T) => T;
};

/** A member that can be left out of an object. */
type Optional<T> = z.ZodMiniExactOptional<Shape<T>>;

type Members<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Shape<T[K]>;
};

/**
 * The shape of an object: all members of its type, no one forgotten; the compiler sees to it.
 * Members that the type does not have are left out of what is read.
 */
export function shapeOf<T extends object>(members: Members<T>): Shape<T> {
  // What is inferred from members looked up by K is the same type, but no compiler can tell.
  return z.object(members) as unknown as Shape<T>;
}

/** As {@link shapeOf}, but members that the type does not have are refused. */
export function strictShapeOf<T extends object>(members: Members<T>): Shape<T> {
  const accepted = Object.keys(members).join(', ');
  const error = ({ code }: { readonly code?: string }) => (code === 'unrecognized_keys' ? accepted : undefined);
  return z.strictObject(members, { error }) as unknown as Shape<T>;
}

/** A member that can be left out, but is there if it is named. */
export function optional<T>(shape: Shape<T>): Optional<T> {
  return z.exactOptional(shape);
}

/** One of these words. */
export function words<const Word extends string>(...accepted: readonly Word[]): Shape<Word> {
  return z.enum(accepted) as unknown as Shape<Word>;
}

/** This, or null. */
export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return z.nullable(shape) as unknown as Shape<T | null>;
}

/** This and nothing else. */
export function only<const T extends string | number | boolean>(value: T): Shape<T> {
  return z.literal(value);
}

/** At most `most` of them, where a reader's time or memory grows with their number. */
export function list<T>(items: Shape<T>, most?: number): Shape<readonly T[]> {
  const any = z.array(items);
  return (most === undefined ? any : any.check(z.maxLength(most))) as unknown as Shape<readonly T[]>;
}

/** An object with any keys. */
export function record<T>(values: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return z.record(z.string(), values) as unknown as Shape<Readonly<Record<string, T>>>;
}

/** The shape with a sentence on what its values mean, which a JSON Schema made from it repeats. */
export function described<T>(description: string, shape: Shape<T>): Shape<T> {
  return shape.check(z.describe(description));
}

/** Any text. */
export const text: Shape<string> = z.string();
/** Yes or no. */
export const truth: Shape<boolean> = z.boolean();
/** A finite number. */
export const real: Shape<number> = z.number();
/** An amount, a time or a ratio: finite, zero or more. */
export const amount: Shape<number> = z.number().check(z.nonnegative());
/** A whole number of 0 or more. */
export const whole: Shape<number> = z.int().check(z.nonnegative());
/** A whole number within bounds. */
export function wholeFrom(least: number, most: number): Shape<number> {
  return z.int().check(z.gte(least), z.lte(most));
}
const anyJson = jsonWithin(2_000, Number.POSITIVE_INFINITY);
/** Anything that JSON can say, and is looked at by none but the task that it comes from; nested at most 2,000 deep. */
export const json: Shape<Json> = z.custom<Json>((value) => anyJson.is(value));
/** Nanoseconds of a monotonic clock, as decimal digits. */
export const nanoseconds: Shape<string> = z.string().check(z.regex(/^\d{1,19}$/));

import * as z from 'zod/mini';
import type { Json } from '../../tasks/task.ts';
import { LogError } from './log-error.ts';

/** What a value read from a log has to be. */
export type Shape<T> = z.ZodMiniType<T>;

type Member<T, K extends keyof T> =
  Record<never, never> extends Pick<T, K> ? z.ZodMiniExactOptional<Shape<Exclude<T[K], undefined>>> : Shape<T[K]>;

/**
 * The shape of an object: all members of its type, no one forgotten; the compiler sees to it.
 * Members that the type does not have are left out of what is read.
 */
export function shapeOf<T extends object>(members: { readonly [K in keyof T]-?: Member<T, K> }): Shape<T> {
  // What is inferred from members looked up by K is the same type, but no compiler can tell.
  return z.object(members) as unknown as Shape<T>;
}

export const text: Shape<string> = z.string();
/** An amount or a stamp: finite, zero or more. */
export const amount: Shape<number> = z.number().check(z.nonnegative());
export const whole: Shape<number> = z.int().check(z.nonnegative());
/** Anything that JSON can say, and is looked at by none but the task that it comes from. */
export const json: Shape<Json> = z.custom<Json>((value) => value !== undefined);
/** Nanoseconds of a monotonic clock, as decimal digits. */
export const nanoseconds: Shape<string> = z.string().check(z.regex(/^\d{1,19}$/));

/** `value`, checked. Throws a {@link LogError} that names the member, what it is and what is accepted. */
export function checked<T>(shape: Shape<T>, value: unknown): T {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw new LogError('not as it should be');
  const place = issue.path.map(String).join('.') || 'the line';
  throw new LogError(`${place}: got ${shown(valueAt(value, issue.path))}; accepted: ${acceptedBy(issue)}`);
}

function acceptedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'too_small':
      return `a number of ${issue.minimum} or more`;
    case 'too_big':
      return `a number of ${issue.maximum} or less`;
    case 'invalid_format':
      return 'decimal digits, at most 19';
    default:
      return 'what lanes itself writes there';
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** The begin of a value, as JSON; a log may hold anything. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length <= 60 ? json : `${json.slice(0, 60)}…`;
}

import type * as z from 'zod/mini';
import { plainText } from '../text/plain.ts';
import { ShapeError } from './shape-error.ts';

/** `value`, checked. Throws a {@link ShapeError} that names the member, what it is and what is accepted. */
export function checked<T>(shape: z.ZodMiniType<T>, value: unknown): T {
  const result = parsed(shape, value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ShapeError(plainText(issue === undefined ? 'not as it should be' : problemOf(issue, value)));
}

/** Shapes are checked inwards, as deep as a value goes. */
function parsed<T>(shape: z.ZodMiniType<T>, value: unknown) {
  try {
    return shape.safeParse(value);
  } catch (error) {
    if (error instanceof RangeError) throw new ShapeError('nested deeper than anything that lanes writes');
    throw error;
  }
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): string {
  const place = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  const given =
    issue.code === 'unrecognized_keys' ? `a member ${shown(issue.keys[0])}` : shown(valueAt(value, issue.path));
  return `${place}got ${given}; accepted: ${acceptedBy(issue)}`;
}

function acceptedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'too_small':
      return `a number of ${issue.minimum} or more`;
    case 'too_big':
      return `a number of ${issue.maximum} or less`;
    case 'invalid_format':
      return 'decimal digits, at most 19';
    case 'unrecognized_keys':
      return issue.message;
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

/** The begin of a value, as JSON; what comes from outside may be anything. */
export function shown(value: unknown): string {
  const json = jsonOf(value);
  return json.length <= 60 ? json : `${json.slice(0, 60)}…`;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch (error) {
    if (error instanceof RangeError) return 'something nested very deep';
    throw error;
  }
}

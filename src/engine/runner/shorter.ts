import type { Json } from '../../tasks/task.ts';
import type { EventOf, Output, RunEvent } from '../protocol.ts';

/** Writes up to this size reach a pipe whole, whoever else writes to it (PIPE_BUF on Linux is 4,096). */
export const maxBytes = 4_000;
/** How many of the names that were left out are told. */
const mostNames = 5;

type Measuring = EventOf<'task-finished'> & { readonly measured: Json };
type Traced = EventOf<'task-failed'> & { readonly error: { readonly stack: string } };

/**
 * What to write in place of an event that is too long for one write: events that are shorter, of
 * which each may have to be shortened again. A line is told in parts, a stack loses its outer
 * half, what a task measured its longest members, of which a line then tells. All else that comes
 * from outside is cut before it becomes an event.
 */
export function shorter(event: RunEvent): RunEvent[] {
  if (event.type === 'output') return halvesOf(event);
  if (isMeasuring(event)) return withLessMeasured(event);
  if (isTraced(event)) {
    const { stack, ...error } = event.error;
    return [{ ...event, error: { ...error, stack: stack.slice(0, stack.length >> 1) } }];
  }
  throw new RangeError(`an event of the type ${event.type} takes more than the ${maxBytes} bytes of one write`);
}

function isMeasuring(event: RunEvent): event is Measuring {
  return event.type === 'task-finished' && event.measured !== undefined;
}

function isTraced(event: RunEvent): event is Traced {
  return event.type === 'task-failed' && event.error.stack !== undefined;
}

function halvesOf(event: Output): Output[] {
  const middle = middleOf(event.text);
  return [
    { ...event, text: event.text.slice(0, middle), continues: true },
    { ...event, text: event.text.slice(middle) },
  ];
}

/** Half of the text, never between the two halves of a surrogate pair. */
function middleOf(text: string): number {
  const middle = text.length >> 1;
  return (text.charCodeAt(middle) & 0xfc00) === 0xdc00 ? middle + 1 : middle;
}

function withLessMeasured({ measured, ...event }: Measuring): RunEvent[] {
  // As JSON has it: what that leaves out takes no room, and cannot be left out again.
  const told = JSON.parse(JSON.stringify(measured)) as Json;
  const members = typeof told === 'object' && told !== null && !Array.isArray(told) ? Object.entries(told) : [];
  const kept = new Set(shortest(members, maxBytes - bytesOf({ ...event, measured: {} })));
  const left = members.filter((member) => !kept.has(member)).map(([name]) => name);
  const { at, worker, task } = event;
  const text = `measured more than one event holds (${maxBytes.toLocaleString('en')} bytes); left out: ${listOf(left)}`;
  return [
    { type: 'output', at, stream: 'stderr', worker, task, text },
    kept.size === 0 ? event : { ...event, measured: Object.fromEntries(members.filter((member) => kept.has(member))) },
  ];
}

/** As many members as there is room for, the shortest first. */
function shortest(members: readonly [string, Json][], room: number): [string, Json][] {
  let used = 0;
  const sized = members.map((member) => ({ member, bytes: bytesOf(Object.fromEntries([member])) }));
  return sized
    .toSorted((a, b) => a.bytes - b.bytes)
    .filter(({ bytes }) => {
      used += bytes;
      return used <= room;
    })
    .map(({ member }) => member);
}

/** Bytes of its line. */
function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value)) + 1;
}

function listOf(names: readonly string[]): string {
  if (names.length === 0) return 'all of it';
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

import { type EventType, events, lines, type RunEvent } from '../protocol.ts';
import { type Described, type Description, type Members, object, word } from '../shape/description.ts';
import { notAccepted, shown } from '../shape/shape-error.ts';

const descriptions: ReadonlyMap<unknown, Description<RunEvent>> = new Map(
  Object.entries<Members>(events).map(([type, members]) => [
    type,
    // What is inferred from members looked up by their type is the same event, but no compiler can tell.
    object({ type: word(type), ...members }) as unknown as Description<RunEvent>,
  ]),
);

/** The names of all events. */
export const eventTypes = Object.keys(events) as readonly EventType[];

const manyQueued = object({ type: word('tasks-queued'), ...lines['tasks-queued'] });
const manyRan = object({ type: word('tasks-ran'), ...lines['tasks-ran'] });

/** The events that a line of many tasks stands for, by its type; not checked yet. */
const rows: ReadonlyMap<unknown, (line: unknown) => readonly unknown[]> = new Map<string, (line: unknown) => unknown[]>(
  [
    ['tasks-queued', (line) => queuedIn(manyQueued.read(line, ''))],
    ['tasks-ran', (line) => ranIn(manyRan.read(line, ''))],
  ],
);

function queuedIn({ at, tasks }: Described<(typeof lines)['tasks-queued']>): unknown[] {
  return tasks.map((task) => ({ type: 'task-queued', at, task }));
}

function ranIn({ worker, tasks }: Described<(typeof lines)['tasks-ran']>): unknown[] {
  return tasks.flatMap(([task, at, endAt, sentAt, inputBytes]) => [
    {
      type: 'task-started',
      at,
      worker,
      task,
      ...(sentAt !== undefined && { sentAt }),
      ...(inputBytes !== undefined && { inputBytes }),
    },
    { type: 'task-finished', at: endAt, worker, task },
  ]);
}

/** Checks what was read as an event. Throws a {@link ShapeError}. */
export function readEvent(value: unknown): RunEvent {
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  const description = descriptions.get(type);
  if (description === undefined) throw notAccepted('event.type', shown(type), eventTypes.join(', '));
  return description.is(value) ? (value as RunEvent) : description.read(value, '');
}

/**
 * Reads one line of the event pipe: an event, or what a line tells of many tasks. One that is neither (a
 * task can write to any descriptor of its process) gives undefined.
 */
export function readLine(line: string): readonly RunEvent[] | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const row = rows.get((value as { type?: unknown } | null)?.type);
    return row === undefined ? [readEvent(value)] : row(value).map(readEvent);
  } catch {
    return undefined;
  }
}

import { type EventType, events, type RunEvent } from '../protocol.ts';
import { type Description, type Members, object, word } from '../shape/description.ts';
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

/** Checks what was read as an event. Throws a {@link ShapeError}. */
export function readEvent(value: unknown): RunEvent {
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  const description = descriptions.get(type);
  if (description === undefined) throw notAccepted('event.type', shown(type), eventTypes.join(', '));
  return description.is(value) ? (value as RunEvent) : description.read(value, '');
}

/** Reads one line of the event pipe. One that is no event (a task can write to any descriptor of its process) gives undefined. */
export function parseEvent(line: string): RunEvent | undefined {
  try {
    return readEvent(JSON.parse(line));
  } catch {
    return undefined;
  }
}

import { readEvent } from '../protocol/read-event.ts';
import type { RunEvent } from '../protocol.ts';
import type { ReferenceTimes, RunObservations } from '../session/run-record.ts';
import type { RoundName } from '../session/schedule.ts';
import { checked } from '../shape/checked.ts';
import { amount, nanoseconds, optional, shapeOf, text, wholeFrom, words } from '../shape/shape.ts';
import { notAccepted, shown } from '../shape/shape-error.ts';

/** A line of a log after its header, in the order in which it came. */
export type LogEntry = EventEntry | StartingEntry | AroundEntry | EndEntry;

/** An event of the run that a lane is at. */
export interface EventEntry {
  readonly lane: string;
  readonly event: RunEvent;
}

/** A lane's runner is being started for a run of that round; when, in nanoseconds on the monotonic clock. */
interface StartingEntry extends RoundName {
  readonly lane: string;
  readonly starting: string;
}

/** What was seen around the lane's last run. */
interface AroundEntry {
  readonly lane: string;
  readonly around: RunObservations;
}

/** The last line: when nothing was left of the session, in nanoseconds on the monotonic clock. */
interface EndEntry {
  readonly ended: string;
}

const startingShape = shapeOf<StartingEntry>({
  lane: text,
  starting: nanoseconds,
  round: wholeFrom(1, 1_000),
  kind: words('measured', 'warm-up'),
});
const aroundShape = shapeOf<AroundEntry>({
  lane: text,
  around: shapeOf<RunObservations>({
    lifeMs: amount,
    bootMs: amount,
    machineCpuMs: amount,
    reference: optional(shapeOf<ReferenceTimes>({ beforeMs: amount, afterMs: amount })),
  }),
});
const endShape = shapeOf<EndEntry>({ ended: nanoseconds });
/** As many as any session has that was not made for its size. */
const mostNamed = 20;
const laneShape = shapeOf<Pick<EventEntry, 'lane'>>({ lane: text });

/** What the header calls its lanes; of a great many the first. */
function named(lanes: ReadonlySet<string>): string {
  const names = [...lanes].slice(0, mostNamed);
  return `${names.join(', ')}${lanes.size > mostNamed ? `, … (${lanes.size})` : ''}`;
}

/** Checks what was read as a line of the log of a session with these lanes. Throws a {@link ShapeError}. */
export function checkedEntry(value: unknown, lanes: ReadonlySet<string>): LogEntry {
  const { event, starting, around, ended } =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  if (ended !== undefined) return checked(endShape, value);
  const { lane } = checked(laneShape, value);
  if (!lanes.has(lane)) throw notAccepted('lane', shown(lane), named(lanes));
  if (starting !== undefined) return checked(startingShape, value);
  if (around !== undefined) return checked(aroundShape, value);
  return { lane, event: readEvent(event) };
}

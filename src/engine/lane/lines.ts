import type { Output } from '../protocol.ts';
import type { BegunLine } from './lane.ts';
import type { LaneDraft } from './lane-draft.ts';
import type { OutputLine } from './output-log.ts';

/** A line longer than this keeps its beginning and tells how much is left out. */
const maxLineCharacters = 8_000;

/** Takes what was printed into the lane: a line that is whole goes to `lines`, a begun one waits for its rest. */
export function takeOutput(lane: LaneDraft, event: Output, lines: OutputLine[]): void {
  const { at, stream, task: id } = event;
  const task = id === undefined ? undefined : lane.tasks.at(id);
  const begun = task === undefined ? lane.begunLines[stream] : task.begunLine;
  const line = extend(begun, event.text);
  const begunLine = event.continues ? line : undefined;
  if (begunLine !== begun) {
    if (task === undefined) lane.begunLines = { ...lane.begunLines, [stream]: begunLine };
    else lane.tasks.set(task.id, { ...task, begunLine });
  }
  if (event.continues) return;
  const text = line.cut === 0 ? line.text : `${line.text}… (${line.cut} more characters)`;
  lines.push(id === undefined ? { at, stream, text } : { at, stream, task: id, text });
}

/** Counts the lines of tasks, once a batch: a task may print a hundred thousand lines a second. */
export function countLines(lane: LaneDraft, lines: readonly OutputLine[]): void {
  const counts = new Map<number, number>();
  for (const { task } of lines) if (task !== undefined) counts.set(task, (counts.get(task) ?? 0) + 1);
  for (const [id, count] of counts) {
    const task = lane.tasks.at(id);
    if (task !== undefined) lane.tasks.set(id, { ...task, lines: task.lines + count });
  }
}

function extend(begun: BegunLine = { text: '', cut: 0 }, more: string): BegunLine {
  const kept = more.slice(0, Math.max(0, maxLineCharacters - begun.text.length));
  return { text: begun.text + kept, cut: begun.cut + more.length - kept.length };
}

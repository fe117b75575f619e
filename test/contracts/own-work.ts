import { fileURLToPath, pathToFileURL } from 'node:url';
import { readLine } from '../../src/engine/protocol/read-event.ts';
import type { RunRequest } from '../../src/engine/protocol/request.ts';
import { RunCourse } from '../../src/engine/protocol/run-course.ts';
import type { EventOf, EventType, RunEvent } from '../../src/engine/protocol.ts';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { eventLines } from '../event-lines.ts';

/** What a test asks of a run of a user's file, where it is not the usual. */
export type More = Partial<Pick<RunRequest, 'reference' | 'underWay' | 'workers' | 'lane'>> & {
  readonly tasks?: number;
  readonly inputs?: NonNullable<RunRequest['work']>['inputs'];
};

/** The path of a file of the fixtures that stands for a user's. */
export function ownFile(name: string): string {
  return fileURLToPath(new URL(`../fixtures/own-work/${name}`, import.meta.url));
}

/** Runs the export `name` of a file under a model of Node; gives its events, which have to be true one after the other. */
export async function runOwn(model: string, file: string, name: string, more: More = {}): Promise<RunEvent[]> {
  const { tasks = 3, inputs = { from: 'file' }, ...rest } = more;
  const path = ownFile(file);
  const module = pathToFileURL(path).href;
  const specs = Array.from(
    { length: tasks },
    (_, id): TaskSpec => ({ id, task: name, module, label: name, input: null }),
  );
  const lines = await eventLines(model, specs, {}, { work: { path, name, inputs }, ...rest });
  const events = lines.flatMap((line) => readLine(line) ?? []);
  const course = new RunCourse(tasks);
  for (const event of events) {
    const contradiction = course.contradictionIn(event);
    if (contradiction !== undefined) throw new Error(contradiction);
  }
  return events;
}

/** The events of a type. */
export function all<T extends EventType>(events: readonly RunEvent[], type: T): EventOf<T>[] {
  const isOf = (event: RunEvent): event is RunEvent & EventOf<T> => event.type === type;
  return events.filter(isOf);
}

/** The previews of results, in the order of their tasks. */
export function previews(events: readonly RunEvent[]): string[] {
  const results = all(events, 'task-result').toSorted((a, b) => a.task - b.task);
  return results.map(({ result }) => result.preview);
}

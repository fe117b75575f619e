import { expect } from 'vitest';
import { fold } from '../src/engine/lane/fold.ts';
import { type Lane, newLane } from '../src/engine/lane/lane.ts';
import { readEnvironment } from '../src/engine/measure/environment.ts';
import { type Choices, planOf } from '../src/engine/plan.ts';
import type { RunEvent } from '../src/engine/protocol.ts';
import { json } from '../src/engine/report/format.ts';
import { reportOf } from '../src/engine/report/report-of.ts';
import type { RuntimeId } from '../src/engine/runtimes/runtimes.ts';
import type { Prepare, Session } from '../src/engine/session/session.ts';
import { startSession } from '../src/engine/session/start-session.ts';
import { startGuard } from '../src/engine/supervise/guard.ts';
import { preparing } from '../src/engine/supervise/prepare.ts';
import type { Json, TaskSpec } from '../src/tasks/task.ts';
import type { Scenario } from '../src/tasks/workload.ts';
import { sessionOf } from './lanes.ts';
import { validReport } from './valid-json.ts';
import { waitFor } from './wait-for.ts';

/** A task of the fixtures, by its name; with its input where that matters. */
export type Given = string | readonly [name: string, input: Json];

/** Tasks from the fixtures of a runtime, in order. */
export function fixturesOf(runtime: RuntimeId, ...tasks: readonly Given[]): TaskSpec[] {
  const file = runtime === 'node' ? 'tasks.ts' : 'tasks.py';
  const module = new URL(`./fixtures/${file}`, import.meta.url).href;
  return tasks.map((given, id) => {
    const [task, input] = typeof given === 'string' ? [given, { value: id }] : given;
    return { id, task, module, label: task, input };
  });
}

/** Some real runs under way, and what has come of them. */
export interface Watched {
  readonly session: Session;
  readonly lane: (name: string) => Lane;
  readonly events: (lane: string) => readonly RunEvent[];
  /** Resolves when a task has printed `text` in that lane. */
  readonly printed: (lane: string, text: string) => Promise<unknown>;
}

/** What a test asks of its runs, where it is not the usual. */
export interface RunChoices {
  readonly workers?: number;
  readonly live?: number;
  readonly timeoutSeconds?: number;
  readonly switchIntervalMs?: number;
  readonly interpreters?: NonNullable<Choices['interpreters']>;
}

let prepare: Prepare | undefined;

/** Runs tasks for real, under each of `names`; all that they tell has to be true and to make a valid report. */
export function runTasks(tasks: readonly TaskSpec[], names: readonly string[], choices: RunChoices = {}): Watched {
  prepare ??= preparing(startGuard());
  const lanes = new Map<string, Lane>();
  const log = new Map<string, RunEvent[]>(names.map((name) => [name, []]));
  const plan = planOf(scenarioOfThese(tasks), { workers: 2, live: 64, seed: 1, ...choices, lanes: names });
  const session = startSession(plan, prepare, {
    begin: (specs) => {
      for (const name of names) lanes.set(name, newLane(name, specs));
    },
    starting: () => undefined,
    ended: () => undefined,
    events: (name, events) => {
      log.get(name)?.push(...events);
      lanes.set(name, fold(lanes.get(name) as Lane, events));
    },
  });
  const lane = (name: string) => lanes.get(name) as Lane;
  const reported = () => {
    for (const { reason, output } of lanes.values()) {
      expect(reason ?? '').not.toContain('cannot be true');
      expect(output.tail(output.kept).filter((line) => line.text.startsWith('in the event pipe'))).toEqual([]);
    }
    validReport(json(reportOf(plan, sessionOf([...lanes.values()]), readEnvironment())));
  };
  return {
    session: { ...session, finished: session.finished.then(reported) },
    lane,
    events: (name) => log.get(name) ?? [],
    printed: (name, text) =>
      waitFor(`${name} to print ${text}`, () =>
        lanes
          .get(name)
          ?.output.tail(100)
          .some((line) => line.text === text),
      ),
  };
}

/** A scenario of nothing but these tasks. */
function scenarioOfThese(tasks: readonly TaskSpec[]): Scenario {
  return {
    id: 'fixture',
    runtimes: { node: {}, python: {} },
    options: [],
    defaults: { tasks: tasks.length, size: 1, delayMs: 0, timeoutMs: 1_000 },
    article: {},
    build: () => [...tasks],
  };
}

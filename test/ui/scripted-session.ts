import type { Plan } from '../../src/engine/plan.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import type { RunLife } from '../../src/engine/session/run-record.ts';
import type { Prepare, Run, RunSpec, Session, SessionListener } from '../../src/engine/session/session.ts';
import { startSession } from '../../src/engine/session/start-session.ts';
import type { TaskSpec } from '../../src/tasks/task.ts';

/** Makes the events of a lane; `afterMs` is when each one comes. */
export type Script = (
  lane: string,
  tasks: readonly TaskSpec[],
  plan: Plan,
) => readonly { readonly afterMs: number; readonly event: RunEvent }[];

/** What the sessions of a {@link scriptedStart} did, for the tests to look at. */
export interface Stage {
  readonly start: (plan: Plan, listener: SessionListener) => Session;
  /** Plans of the sessions started, in order. */
  readonly plans: readonly Plan[];
  readonly live: number;
  readonly mostLive: number;
  readonly stops: readonly (string | undefined)[];
  /** Hands events to the session that is on now, whatever its script says. */
  readonly tell: (lane: string, events: readonly RunEvent[]) => void;
}

/** Events of a run in which every task prints a line `count` times, `everyMs` apart, tasks at once or one by one. */
export function printing(count: number, everyMs: number): Script {
  return (lane, tasks) => {
    const oneByOne = lane === 'sequential';
    const startUpMs = oneByOne ? 0 : 5;
    const at = (ms: number) => ms * 1_000;
    const list: { afterMs: number; event: RunEvent }[] = [];
    const add = (ms: number, event: (at: number) => RunEvent) => list.push({ afterMs: ms, event: event(at(ms)) });
    for (const { id: task } of tasks) {
      const worker = oneByOne ? 'w1' : `w${task + 1}`;
      const begin = startUpMs + (oneByOne ? task * count * everyMs : 0);
      add(begin, (when) => ({
        type: 'worker-started',
        at: when,
        worker,
        kind: 'thread',
        pid: 4_000,
        thread: task + 1,
        askedAt: when - 3_000,
      }));
      add(begin, (when) => ({ type: 'task-started', at: when, worker, task }));
      for (let line = 0; line < count; line += 1) {
        const ms = begin + (line + 1) * everyMs;
        add(ms, (when) => ({
          type: 'output',
          at: when,
          stream: 'task',
          worker,
          task,
          text: `line ${line} of task ${task}`,
        }));
        add(ms, (when) => ({ type: 'progress', at: when, worker, task, done: line + 1, total: count }));
      }
      add(begin + count * everyMs, (when) => ({
        type: 'task-finished',
        at: when,
        worker,
        task,
        result: { preview: String(count), digest: '00' },
      }));
    }
    const end = Math.max(0, ...list.map(({ afterMs }) => afterMs));
    add(end, (when) => ({ type: 'run-finished', at: when, end: 'finished' }));
    return list.sort((one, other) => one.afterMs - other.afterMs);
  };
}

/** A run that says it has begun, and nothing more until it is stopped. */
export const endless: Script = () => [];

/** Has one timer for all events: those of several lengths fire in no order on a busy machine. Gives what stops it. */
function playInOrder(script: ReturnType<Script>, deliver: (event: RunEvent) => void): () => void {
  const begin = performance.now();
  const left = [...script];
  let timer: NodeJS.Timeout | undefined;

  function playDue(): void {
    const now = performance.now() - begin;
    const due = left.findIndex(({ afterMs }) => afterMs > now);
    const events = left.splice(0, due < 0 ? left.length : due);
    const [next] = left;
    if (next !== undefined) timer = setTimeout(playDue, Math.max(1, next.afterMs - now));
    for (const { event } of events) deliver(event);
  }
  timer = setTimeout(playDue, 0);
  return () => clearTimeout(timer);
}

/** Sessions as they really are, whose runs play a script, with no process behind them. `stopMs` is how long a stop takes. */
export function scriptedStart(script: Script, stopMs = 0): Stage {
  const plans: Plan[] = [];
  const stops: (string | undefined)[] = [];
  let live = 0;
  let mostLive = 0;
  let current: SessionListener | undefined;

  const prepare: Prepare = async (plan) => {
    live += 1;
    mostLive = Math.max(mostLive, live);
    return {
      origin: 'http://127.0.0.1:1',
      ...(plan.rounds > 1 && { referenceMs: async () => 25 }),
      starterOf: async () => (spec) => playRun(script, spec, stopMs),
      stop: async () => {
        live -= 1;
      },
    };
  };

  const start = (plan: Plan, listener: SessionListener): Session => {
    plans.push(plan);
    current = listener;
    const session = startSession(plan, prepare, listener);
    return {
      ...session,
      stop: (lane) => {
        stops.push(lane);
        session.stop(lane);
      },
    };
  };
  return {
    start,
    plans,
    stops,
    get live() {
      return live;
    },
    get mostLive() {
      return mostLive;
    },
    tell: (lane, events) => current?.events(lane, events),
  };
}

/** A run that tells what the script has for its lane. */
function playRun(script: Script, { plan, lane, tasks, onEvents }: RunSpec, stopMs: number): Run {
  const epoch = process.hrtime.bigint();
  const { promise, resolve } = Promise.withResolvers<RunLife>();
  const over = () => resolve({ lifeMs: 100, bootMs: 40, machineCpuMs: 50 });
  onEvents([
    { type: 'run-started', at: 0, protocol: 1, model: lane, pid: 4_000, epoch: String(epoch), runtime: 'node 24.0.0' },
  ]);
  const cancel = playInOrder(script(lane, tasks, plan), (event) => {
    onEvents([event]);
    if (event.type === 'run-finished') over();
  });
  return {
    ended: promise,
    stop: (end) => {
      cancel();
      setTimeout(() => {
        const at = Number(process.hrtime.bigint() - epoch) / 1_000;
        onEvents([{ type: 'run-finished', at, end }]);
        over();
      }, stopMs);
    },
  };
}

import { execa } from 'execa';
import { partsOf } from '../catalog.ts';
import { describeExit } from '../exit-reason.ts';
import { signalGroup } from '../process-group.ts';
import { type Output, protocolVersion, type RunEnd, type RunEvent, type RunRequest } from '../protocol.ts';
import type { RunnerCommand } from '../runtimes/runtime.ts';
import type { RunLife } from '../session/run-record.ts';
import type { Run, RunSpec } from '../session/session.ts';
import { openEventPipe } from './event-pipe.ts';
import type { Guard } from './guard.ts';
import { machineCpuMs } from './machine-clock.ts';
import { RunClock } from './run-clock.ts';
import { readLines } from './text-lines.ts';

/** How long a run may take to end by itself once it is told to, in ms. */
const graceMs = 300;
const stderrCharacters = 4_000;

export interface ProcessSpec extends RunSpec {
  readonly runner: RunnerCommand;
  readonly guard: Guard;
}

/**
 * Starts a run. Whatever becomes of its processes, its last event is one `run-finished`. To stop it
 * is SIGTERM to its group, a grace, SIGKILL.
 */
export function startRun(options: ProcessSpec): Run {
  const { plan, onEvents } = options;
  let stopping: { end: RunEnd; reason?: string } | undefined;
  let kill: (() => void) | undefined;
  let finished = false;

  function deliver(events: readonly RunEvent[]): void {
    finished ||= events.some(({ type }) => type === 'run-finished');
    onEvents(events);
  }

  function stop(end: RunEnd, reason?: string): void {
    stopping ??= { end, ...(reason !== undefined && { reason }) };
    kill?.();
  }

  const { timeoutSeconds } = plan;
  const timeout =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => stop('timed-out', `took longer than ${timeoutSeconds} s`), timeoutSeconds * 1_000);

  async function carryOut(): Promise<RunLife | undefined> {
    const clock = new RunClock();
    try {
      const { exit, life } = await runProcess(options, clock, deliver, (stopNow) => {
        kill = stopNow;
        if (stopping !== undefined) stopNow();
      });
      if (finished) return life;
      const end = stopping ?? { end: 'failed', reason: `the runner ${exit}` };
      deliver([{ type: 'run-finished', at: clock.now(), ...end }]);
      return life;
    } catch (error) {
      const reason = `could not start: ${(error as Error).message}`;
      deliver([{ type: 'run-finished', at: clock.now(), end: 'failed', reason }]);
      return undefined;
    } finally {
      clearTimeout(timeout);
    }
  }

  return { stop, ended: carryOut() };
}

/** Runs the runner to its end; gives how it ended, and its life. `onStarted` gets what ends it early. */
async function runProcess(
  { plan, lane, runner: command, tasks, guard }: ProcessSpec,
  clock: RunClock,
  deliver: (events: readonly RunEvent[]) => void,
  onStarted: (stopNow: () => void) => void,
): Promise<{ readonly exit: string; readonly life: RunLife }> {
  const pipe = await openEventPipe(guard.directory, (events) => {
    clock.observe(events);
    deliver(events);
  });
  const askedAt = process.hrtime.bigint();
  const lived = watchLife(askedAt);
  const runner = execa(command.file, command.args, {
    stdin: 'pipe',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
    ...(plan.libuvThreads !== undefined && { env: { UV_THREADPOOL_SIZE: String(plan.libuvThreads) } }),
  });
  const { pid } = runner;
  let seen: ReturnType<typeof lived> | undefined;
  runner.nodeChildProcess.once('exit', () => {
    seen = lived();
  });
  if (pid === undefined) throw new Error((await runner).shortMessage ?? 'no process');
  guard.add(pid);

  let stderr = '';
  for (const stream of ['stdout', 'stderr'] as const) {
    readLines(runner[stream], (pieces) => {
      const at = clock.now();
      if (stream === 'stderr')
        stderr = `${stderr}${pieces.map(({ text }) => text).join('\n')}`.slice(-stderrCharacters);
      deliver(
        pieces.map(
          ({ text, continues }): Output => ({ type: 'output', at, stream, text, ...(continues && { continues }) }),
        ),
      );
    });
  }

  const { id, workers } = partsOf(lane);
  const request: RunRequest = {
    protocol: protocolVersion,
    model: id,
    tasks,
    events: pipe.path,
    workers: workers ?? plan.workers,
    live: workers ?? plan.live,
    switchIntervalMs: plan.switchIntervalMs,
  };
  // A runner that dies before it has read its request is told of by its exit.
  runner.stdin.on('error', () => undefined);
  runner.stdin.end(JSON.stringify(request));

  let killer: NodeJS.Timeout | undefined;
  onStarted(() => {
    signalGroup(pid, 'SIGTERM');
    killer ??= setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
  });
  const { exitCode, signal } = await runner;
  clearTimeout(killer);
  // Workers that outlived their runner would run on unseen. The pipe's end tells that all are gone.
  signalGroup(pid, 'SIGKILL');
  guard.remove(pid);
  await pipe.drain();
  const { lifeMs, machineCpuMs: usedMs } = seen ?? lived();
  // The epoch of a short run comes out of the pipe only after its process is gone.
  const bootMs = clock.since(askedAt) ?? lifeMs;
  return {
    exit: describeExit({ code: exitCode, signal, stderr }),
    life: { lifeMs, bootMs, machineCpuMs: usedMs },
  };
}

/** What it gives is to be called when the process is gone. */
function watchLife(askedAt: bigint): () => Omit<RunLife, 'bootMs'> {
  const machineMs = machineCpuMs();
  const own = process.cpuUsage();
  return () => {
    const lifeMs = Number(process.hrtime.bigint() - askedAt) / 1e6;
    const { user, system } = process.cpuUsage(own);
    const othersMs = Math.max(0, machineCpuMs() - machineMs - (user + system) / 1_000);
    return { lifeMs, machineCpuMs: othersMs };
  };
}

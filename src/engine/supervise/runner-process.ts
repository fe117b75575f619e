import { once } from 'node:events';
import { execa } from 'execa';
import type { Exit } from '../exit-reason.ts';
import { readThrottledUs } from '../measure/control-groups.ts';
import { signalGroup } from '../process-group.ts';
import type { RunRequest } from '../protocol/request.ts';
import type { RunnerCommand } from '../runtimes/runtime.ts';
import type { RunLife } from '../session/run-record.ts';
import type { Guard } from './guard.ts';
import { machineCpuMs } from './machine-clock.ts';
import { readLines, type TextPiece } from './text-lines.ts';

/** How long a run may take to end by itself once it is told to, or has told its end, in ms. */
const graceMs = 300;
/** How long what a process printed is waited for once it is gone, in ms: others may hold its streams for ever. */
const lingerMs = 300;
const stderrCharacters = 4_000;

/** What a runner's process is started with. */
export interface RunnerSpec {
  readonly command: RunnerCommand;
  readonly request: RunRequest;
  /** How many threads libuv keeps, where that was chosen. */
  readonly libuvThreads?: number | undefined;
  readonly guard: Guard;
  readonly onText: (stream: 'stdout' | 'stderr', pieces: readonly TextPiece[]) => void;
}

/** What was seen of a process until it was gone. */
interface Lived extends Omit<RunLife, 'bootMs'> {
  /** For how long a quota of CPU time kept it from running, µs, on all cores together. */
  readonly throttledUs: number;
}

/** The process of a run, the first of a group of its own. */
export interface RunnerProcess {
  /** Nanoseconds on the monotonic clock. */
  readonly askedAt: bigint;
  /** Tells the group to end: SIGTERM, a grace, SIGKILL. */
  readonly stop: () => void;
  /** Has the group end, by SIGKILL, where it does not do so by itself within a grace. */
  readonly endSoon: () => void;
  /** Resolves when the process is gone and its group was killed. */
  readonly gone: Promise<Lived & { readonly exit: Exit }>;
  /** To be called then: resolves when all that was printed is read, with the last that came out of stderr. */
  readonly lastWords: () => Promise<string>;
}

/** Starts a runner and hands it its request; rejects where there is no process. */
export async function startRunner({
  command,
  request,
  libuvThreads,
  guard,
  onText,
}: RunnerSpec): Promise<RunnerProcess> {
  const askedAt = process.hrtime.bigint();
  const lived = watchLife(askedAt);
  const runner = execa(command.file, command.args, {
    stdin: 'pipe',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
    ...(libuvThreads !== undefined && { env: { UV_THREADPOOL_SIZE: String(libuvThreads) } }),
  });
  const { stdin, stdout, stderr, nodeChildProcess } = runner;
  const pid = runner.pid ?? (await failedStart(runner));
  guard.add(pid);
  const exited = once(nodeChildProcess, 'exit').then(
    ([code, signal]): Awaited<RunnerProcess['gone']> => ({ exit: { code, signal }, ...lived() }),
  );
  let words = '';
  const readings = [
    readLines(stdout, (pieces) => onText('stdout', pieces)),
    readLines(stderr, (pieces) => {
      words = (words + textOf(pieces)).slice(-stderrCharacters);
      onText('stderr', pieces);
    }),
  ];
  // A runner that dies before it has read its request is told of by its exit.
  stdin.on('error', () => undefined);
  stdin.end(JSON.stringify(request));

  let killer: NodeJS.Timeout | undefined;
  const endSoon = () => {
    killer ??= setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
  };
  const gone = exited.then((seen) => {
    clearTimeout(killer);
    // Workers that outlived their runner would run on unseen.
    signalGroup(pid, 'SIGKILL');
    guard.remove(pid);
    return seen;
  });
  return {
    askedAt,
    stop: () => {
      signalGroup(pid, 'SIGTERM');
      endSoon();
    },
    endSoon,
    gone,
    lastWords: async () => {
      await Promise.all(readings.map((ended) => ended(lingerMs)));
      return words;
    },
  };
}

function textOf(pieces: readonly TextPiece[]): string {
  return pieces.map(({ text, continues }) => (continues ? text : `${text}\n`)).join('');
}

async function failedStart(runner: PromiseLike<{ readonly shortMessage?: string | undefined }>): Promise<never> {
  throw new Error((await runner).shortMessage ?? 'no process');
}

/** What it gives is to be called when the process is gone. */
function watchLife(askedAt: bigint): () => Lived {
  const machineMs = machineCpuMs();
  const throttledUs = readThrottledUs();
  const own = process.cpuUsage();
  return () => {
    const lifeMs = Number(process.hrtime.bigint() - askedAt) / 1e6;
    const { user, system } = process.cpuUsage(own);
    const othersMs = Math.max(0, machineCpuMs() - machineMs - (user + system) / 1_000);
    return { lifeMs, machineCpuMs: othersMs, throttledUs: Math.round(readThrottledUs() - throttledUs) };
  };
}

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { describeFailedStart, type Exit } from '../../exit-reason.ts';
import { killedWithUs, signalGroup } from '../../process-group.ts';
import type { Looked, LookRequest } from '../../protocol/look.ts';
import type { RunnerCommand } from '../../runtimes/runtime.ts';
import { readLooked } from './looked-shape.ts';

/** So long a file may take to be loaded and its inputs to be made, in ms. */
const lookLimitMs = 30_000;
/** How long an answer may be on its way when the program has ended, in ms: others may hold the pipe for ever. */
const lingerMs = 300;
/** How many of the last characters that were printed are kept. */
const keptCharacters = 2_000;

/** Why nothing was learnt of a file. */
export interface NothingSeen {
  /** What became of it, in words that go on after the path of the file. */
  readonly failed: string;
  /** It was ended for the time that it took. */
  readonly isLate: boolean;
  /** The last that was printed meanwhile. */
  readonly printed: string;
}

/**
 * Looks at a user's file in a process of its own, a group that dies with this one. What the file
 * prints as it is loaded is shown to nobody. Never rejects; nothing is left running.
 */
export async function lookAt(
  { file, args }: RunnerCommand,
  request: LookRequest,
  limitMs = lookLimitMs,
): Promise<Looked | NothingSeen> {
  const looking = execa(file, args, {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
  });
  const { pid, stdin, stdout, stderr, stdio, nodeChildProcess } = looking;
  let isLate = false;
  if (pid === undefined) {
    return { failed: `could not be looked at: ${(await looking).shortMessage}`, isLate, printed: '' };
  }
  const release = killedWithUs(pid);
  const exited = once(nodeChildProcess, 'exit').then(([code, signal]): Exit => ({ code, signal }));
  const printed = lastOf([stdout, stderr]);
  // A program that ends before it has read its request is told of by its end.
  stdin.on('error', () => undefined);
  stdin.end(JSON.stringify(request));
  const limit = setTimeout(() => {
    isLate = true;
    signalGroup(pid, 'SIGKILL');
  }, limitMs);
  const looked = await answerIn(stdio[3] as Readable, exited);
  clearTimeout(limit);
  signalGroup(pid, 'SIGKILL');
  const exit = await exited;
  release();
  for (const stream of [stdout, stderr, stdio[3]]) stream.destroy();
  if (looked !== undefined) return looked;
  const failed = isLate
    ? `was not loaded, with its inputs made, within ${limitMs / 1_000} s`
    : `the process ${describeFailedStart({ ...exit, stderr: printed() })} as it was loaded, or its inputs made`;
  return { failed, isLate, printed: printed() };
}

/** The answer that comes down the pipe; undefined where none has come soon after the exit. */
function answerIn(pipe: Readable, exited: Promise<unknown>): Promise<Looked | undefined> {
  const { promise, resolve } = Promise.withResolvers<Looked | undefined>();
  const lines = createInterface(pipe);
  lines.on('line', (line) => {
    const looked = readLooked(line);
    if (looked !== undefined) resolve(looked);
  });
  lines.once('close', () => resolve(undefined));
  pipe.on('error', () => undefined);
  void exited.then(() => setTimeout(resolve, lingerMs, undefined).unref());
  return promise;
}

/** Reads the streams, and gives what tells the last that came out of them. */
function lastOf(streams: readonly Readable[]): () => string {
  let text = '';
  for (const stream of streams)
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text = (text + piece).slice(-keptCharacters);
    });
  return () => text;
}

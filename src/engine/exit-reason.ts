import type { RuntimeId } from './runtimes/runtimes.ts';

/** How a process or thread ended, as its parent learns it. */
export interface Exit {
  readonly code?: number | null | undefined;
  readonly signal?: string | null | undefined;
  /** The last it wrote to stderr; absent where that went elsewhere. */
  readonly stderr?: string;
  /** Whose ways of ending it may have; Node's when absent. */
  readonly runtime?: RuntimeId;
}

/** Says in half a sentence how something ended: `was killed by SIGKILL`, `exited with code 1: TypeError: …`. */
export function describeExit({ code, signal, stderr, runtime = 'node' }: Exit): string {
  const guess = runtime === 'node' ? nodeGuess(code, signal, stderr) : undefined;
  if (guess !== undefined) return guess;
  const error = errorLine(stderr ?? '');
  const why = error === undefined ? '' : `: ${error}`;
  if (signal === 'SIGABRT' || code === 134) return `was aborted (SIGABRT)${why}`;
  if (signal) return `was killed by ${signal}`;
  return why === '' ? `exited with code ${code ?? 0} before its task was done` : `exited with code ${code ?? 0}${why}`;
}

/** Of a process that never came to its work: how it ended, and the last it said. */
export function describeFailedStart(exit: Exit): string {
  const how = describeExit(exit).replace(' before its task was done', '');
  const said = exit.stderr?.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return exit.signal || errorLine(exit.stderr ?? '') !== undefined || said === '' ? how : `${how}: ${cut(said)}`;
}

/** Limits of the system, by the error that it gives at them. */
const limits = [
  [/EAGAIN/, 'no more processes and threads are allowed, see ulimit -u'],
  [/EMFILE/, 'no more files may be open in one process, see ulimit -n'],
  [/ENFILE/, 'no more files may be open on this machine'],
  [/ENOMEM/, 'there is no memory left'],
] as const;

/** Says in a sentence that the system refused to start something: `the thread could not be started: EAGAIN (…)`. */
export function describeRefusal(what: string, { message }: Error): string {
  const hint = limits.find(([form]) => form.test(message))?.[1];
  return `the ${what} could not be started: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** Ends that Node has of its own; where its stderr went elsewhere they can only be guessed. */
function nodeGuess(code: Exit['code'], signal: Exit['signal'], stderr: string | undefined): string | undefined {
  if (/heap out of memory|ERR_WORKER_OUT_OF_MEMORY/.test(stderr ?? '')) {
    return 'ran out of memory (JavaScript heap limit)';
  }
  if ((signal === 'SIGABRT' || code === 134) && stderr === undefined) {
    return 'was aborted (SIGABRT), as Node does when its heap is full';
  }
  if (signal) return undefined;
  if (code === 13 && (stderr === undefined || stderr.includes('unsettled top-level await'))) {
    return 'ended with an await that nothing was left to settle (exit code 13)';
  }
  if (code) return undefined;
  return 'exited with code 0 before its task was done: by exit(0), or with an await that nothing was left to settle';
}

const errorForm =
  /^(?:Uncaught )?(?:[\w.]+(?:Error|Exception|Exit|Interrupt)(?: \[\w+\])?|Fatal Python error|FATAL ERROR): ./;

/** The last line that names an error, as tracebacks and stacks do. */
function errorLine(stderr: string): string | undefined {
  const line = stderr.split('\n').findLast((text) => errorForm.test(text));
  return line === undefined ? undefined : cut(line.trimEnd());
}

function cut(line: string): string {
  return line.length <= 300 ? line : `${line.slice(0, 300)}…`;
}

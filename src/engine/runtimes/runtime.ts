/** A program that can run the lanes of a runtime. */
export interface Interpreter {
  /** How it was named: a path, or a name on the PATH. */
  readonly command: string;
  /** What is started: the program behind a version manager's stand-in, but a wrapper of the user's itself. */
  readonly executable: string;
  readonly version: string;
}

/** A command that turned out to be none. */
export interface NoInterpreter {
  readonly command: string;
  readonly reason: string;
}

/** How the process of a run is started; it reads its request from standard input. */
export interface RunnerCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** An option of the command line that means something to some runtimes only. */
export type RuntimeOption = 'switch-interval' | 'libuv-threads' | 'node' | 'python';

/** A language that runs are carried out in: how it is found, and how a run of it is started. */
export interface Runtime<Found extends Interpreter = Interpreter> {
  readonly id: string;
  /** What it is called in a sentence. */
  readonly title: string;
  /** The model to which its others are compared. */
  readonly baseline: string;
  /** The command that stands for it where the user names none. */
  readonly command: string;
  /** The oldest version that its runner understands. */
  readonly oldest: readonly [major: number, minor: number];
  /** How the user names another of its interpreters; absent where there is but one. */
  readonly namedBy?: RuntimeOption;
  /** What means something to all of its models, and not to every runtime. */
  readonly options: readonly RuntimeOption[];
  /** Asks a command what it is. Never rejects. */
  readonly probe: (command: string) => Promise<Found | NoInterpreter>;
  /** What tells its lanes from another interpreter's, from the shortest to the longest. */
  readonly tags: (found: Found) => readonly string[];
  /** What an interpreter is, in a line. */
  readonly describe: (found: Found) => string;
  readonly runner: (found: Found) => RunnerCommand;
  /** How the program is started that looks at a user's file; it reads its request from standard input. */
  readonly look: (found: Found) => RunnerCommand;
}

/** A runtime that can be asked of any interpreter that it found itself. */
export function runtime<const Id extends string, Found extends Interpreter>(
  record: Runtime<Found> & { readonly id: Id },
): Runtime & { readonly id: Id } {
  return record as Runtime & { readonly id: Id };
}

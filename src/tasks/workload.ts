import type { TaskSpec } from './task.ts';
import type { WorkFile } from './work-file.ts';

/** What a workload's tasks are made from. A workload reads those it needs. */
export interface Parameters {
  readonly tasks: number;
  /** How much work one task is: what to count to, or how many lines to print. */
  readonly size: number;
  /** The sleep after each line, or the longest answer time of the built-in server. */
  readonly delayMs: number;
  readonly urls: readonly string[];
  readonly timeoutMs: number;
}

/** Whether the lanes of a session run at the same time or one after the other. */
export type LaneOrder = 'together' | 'in-turn';

/** What the work is in one runtime. */
interface WorkIn {
  /** File URL of the module that has the tasks; absent where they are lanes' own. */
  readonly module?: string;
  /** How much work a task is, where the same amount would take this runtime too long. */
  readonly size?: number;
  /** The command of the interpreter that it runs with where the user names none; absent for the runtime's own. */
  readonly command?: string;
}

/** Work that can be done under every model: how its tasks are made, and what they need. */
export interface Workload {
  readonly id: string;
  /** The runtimes that have its tasks, by their ids. */
  readonly runtimes: Readonly<Record<string, WorkIn>>;
  /** The user's own file that has its task; absent where its tasks are lanes' own. */
  readonly work?: WorkFile;
  /** The only models that can run it: its tasks have to share memory. Absent for any. */
  readonly accepts?: readonly string[];
  readonly defaults: Omit<Parameters, 'urls'>;
  /** What `--size article` sets: the article's own figures. */
  readonly article: Partial<Parameters>;
  /** The choices of the command line that mean something to it, beside those that always do. */
  readonly options: readonly WorkOption[];
  /** A server that has to run beside it, unless the user gave URLs. */
  readonly needs?: 'fetch-server';
  /** Each task under way in Node occupies a thread of libuv's pool. */
  readonly usesLibuvPool?: true;
  readonly build: (parameters: Parameters) => TaskSpec[];
}

/** A choice that not every workload has a use for. */
export type WorkOption = 'size' | 'delay' | 'url' | 'libuv-threads' | 'own-file';

/** What a scenario adds to a workload, so that one sees something in it. */
export interface Lesson {
  readonly title: string;
  /** What one sees in it. */
  readonly sentence: string;
  /** `in-turn` for work that needs the cores: together the lanes would disturb each other. */
  readonly order: LaneOrder;
  /** The models to show where those of one runtime alone are wanted, by the runtime's id. */
  readonly models: Readonly<Record<string, readonly string[]>>;
  /** Those to show where several runtimes' are: few enough for the lesson to be seen in one screen. */
  readonly beside: readonly string[];
  /** What `[` and `]` change in the dashboard, and how the amount of work is worded; absent where there is nothing of the kind. */
  readonly knob?: 'size' | 'delayMs';
  /** Said by each lane when all its tasks are done; `{seconds}` is its duration. */
  readonly closing: string;
}

/** What can be run: a workload, with a lesson where it is there to teach one. */
export interface Scenario extends Workload {
  readonly lesson?: Lesson;
}

/** What is said of a workload and shown in it: its lesson, or what holds for any work. */
export function lessonOf({ id, lesson, work }: Scenario): Lesson {
  if (lesson !== undefined) return lesson;
  return { ...plainLesson, title: id, ...(work !== undefined && { sentence: 'Your own work, under every model.' }) };
}

const plainLesson: Omit<Lesson, 'title'> = {
  sentence: '',
  order: 'in-turn',
  models: {},
  beside: [],
  closing: 'Duration: {seconds} seconds',
};

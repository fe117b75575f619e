import type { RunRequest } from '../protocol/request.ts';
import { inputsOf, repeated } from './inputs.ts';
import { loadWork, type Work } from './load-work.ts';
import type { ModelModule } from './model.ts';
import { sizeOf } from './values/size.ts';
import type { GivenTask } from './worker-job.ts';

/** What a run begins with. */
export interface Prepared {
  readonly tasks: readonly GivenTask[];
  /** The user's own work, loaded in the runner. */
  readonly work?: Work;
  readonly transfer?: NonNullable<Work['transfer']>;
}

/**
 * Loads the user's file, where the tasks are from one, and makes the inputs. Rejects with a sentence
 * that says what is wrong with the file.
 */
export async function prepare({ work: file, tasks }: RunRequest, how: ModelModule['inputs']): Promise<Prepared> {
  if (file === undefined) return { tasks: tasks.map(({ label, ...task }) => withSize(task, how)) };
  const work = await loadWork(file);
  const made = await inputsOf(file, work, tasks.length);
  const transfer = how === 'moved' ? work.transfer : undefined;
  const inputs = repeated(made, tasks.length, transfer !== undefined);
  return {
    tasks: tasks.map(({ id, background }, index) =>
      withSize({ id, input: inputs[index], ...(background && { background }) }, how),
    ),
    work,
    ...(transfer !== undefined && { transfer }),
  };
}

function withSize(task: GivenTask, how: ModelModule['inputs']): GivenTask {
  const inputBytes = how === 'shared' ? undefined : sizeOf(task.input);
  return inputBytes === undefined ? task : { ...task, inputBytes };
}

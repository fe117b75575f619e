import { setTimeout as delay } from 'node:timers/promises';

/**
 * Does what Ctrl-Z does where no program has the terminal raw: stops the whole job, as the shell
 * knows it. Resolves when the job goes on; at once where there is no shell to go on from.
 */
export async function stopJob(): Promise<void> {
  const jobOfThisProcess = 0;
  process.kill(jobOfThisProcess, 'SIGTSTP');
  await delay(50);
}

import { closeSync, constants, openSync } from 'node:fs';
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** Where Linux keeps named semaphores, which multiprocessing makes some of; elsewhere they are in no folder. */
export const semaphores = '/dev/shm';

/** A named pipe in the directory that its owner has open for reading as long as it lives. */
const owner = 'owner';
const directoryName = /^lanes-[A-Za-z0-9]{6}$/;

/** Makes known that this process uses the directory: the kernel tells others so, for as long as it lives. */
export async function own(directory: string): Promise<void> {
  const path = join(directory, `${owner}.new`);
  await execa('mkfifo', ['-m', '600', path]);
  openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  // It has its name once it is open: one of that name that nobody has open is of the dead.
  await rename(path, join(directory, owner));
}

/** Removes what this user's dead sessions have left in `folder`, and semaphores that are called after that. */
export async function sweep(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => directoryName.test(name));
  for (const name of names) {
    const directory = join(folder, name);
    const found = await lstat(directory).catch(() => undefined);
    if (!found?.isDirectory() || found.uid !== process.getuid?.() || !isOfTheDead(directory)) continue;
    await rm(directory, { recursive: true, force: true });
    await removeSemaphores(name);
  }
}

function isOfTheDead(directory: string): boolean {
  try {
    closeSync(openSync(join(directory, owner), constants.O_WRONLY | constants.O_NONBLOCK));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENXIO';
  }
}

async function removeSemaphores(name: string): Promise<void> {
  const left = await readdir(semaphores).catch(() => []);
  const own = left.filter((file) => file.startsWith(`sem.${name}-`));
  await Promise.all(own.map((file) => rm(join(semaphores, file), { force: true })));
}

import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * Has Node keep its bytecode for the next start, where nobody else can put theirs: what is in a
 * compile cache is run unseen, and Node's own place for it is in the shared temporary folder.
 * Without such a place none is kept.
 */
export function keepCompiled(environment: NodeJS.ProcessEnv): void {
  try {
    const folder = madeFolder(environment);
    if (isPrivate(folder)) enableCompileCache(folder);
  } catch {
    // No home, or no room in it: the start takes longer.
  }
}

/** In the user's folder for what can be made anew. */
function madeFolder({ XDG_CACHE_HOME: given = '' }: NodeJS.ProcessEnv): string {
  const own = process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
  const folder = join(isAbsolute(given) ? given : own, 'lanes');
  for (const path of [dirname(folder), folder]) {
    try {
      mkdirSync(path, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return folder;
}

/** A folder of this user's alone, on a path that nobody else can lead elsewhere. */
function isPrivate(folder: string): boolean {
  const uid = process.geteuid?.();
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) return false;
  for (let path = realpathSync(folder); path !== dirname(path); ) {
    path = dirname(path);
    const { uid: owner, mode } = lstatSync(path);
    const isSticky = (mode & 0o1000) !== 0;
    if ((owner !== 0 && owner !== uid) || ((mode & 0o022) !== 0 && !isSticky)) return false;
  }
  return true;
}

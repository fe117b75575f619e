import { rename, writeFile } from 'node:fs/promises';

/** Writes a report to stdout, or whole to a file: there is never half a file. */
export async function writeReport(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await writeOut(text);
    return;
  }
  const unfinished = `${file}.${process.pid}.tmp`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}

/** Resolves when it is written; also when nobody reads any more, as with `| head`. */
function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') resolve();
      else reject(error);
    });
    process.stdout.write(text, () => resolve());
  });
}

import { closeSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { modeOf, namePartial, openNew } from '../../engine/log/partial.ts';
import type { Format } from '../../engine/report/format.ts';
import type { Report } from '../../engine/report/report.ts';
import { unfinishedBeside } from './destination.ts';

/** Making a report of very many rounds takes long; this times as long must have gone by before the next one. */
const restFactor = 20;

/**
 * The report of a session that goes on, beside the file that its report will have: what a power
 * cut or SIGKILL leaves of a long one. Written before a round begins, so that it disturbs no run.
 */
export class KeptReport {
  readonly #file: string;
  /** Where it is, once there is one. */
  #kept: string | undefined;
  readonly #format: Format<Report>;
  #notBefore = 0;

  constructor(file: string, format: Format<Report>) {
    this.#file = file;
    this.#format = format;
  }

  /** Where that cannot be done, the report at the end cannot be written either, and that is told. */
  readonly keep = (report: () => Report): void => {
    const begin = performance.now();
    if (begin < this.#notBefore) return;
    const unfinished = unfinishedBeside(this.#file);
    try {
      writeNew(unfinished, this.#format(report()), modeOf(this.#file));
      if (this.#kept === undefined) this.#kept = namePartial(unfinished, this.#file);
      else renameSync(unfinished, this.#kept);
    } catch {
      removeIfThere(unfinished);
    }
    const end = performance.now();
    this.#notBefore = end + restFactor * (end - begin);
  };

  /** Call it when the whole report is there. */
  remove(): void {
    if (this.#kept !== undefined) removeIfThere(this.#kept);
  }
}

function writeNew(path: string, text: string, mode: number | undefined): void {
  const fd = openNew(path, mode);
  try {
    writeFileSync(fd, text);
  } finally {
    closeSync(fd);
  }
}

/** Where its folder has become something else, it is not there either. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

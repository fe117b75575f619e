import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Format } from '../engine/report/format.ts';
import type { Report } from '../engine/report/report.ts';

/** Making a report of very many rounds takes long; this times as long must have gone by before the next one. */
const restFactor = 20;

/**
 * The report of a session that goes on, beside the file that its report will have: what a power
 * cut or SIGKILL leaves of a long one. Written before a round begins, so that it disturbs no run.
 */
export class KeptReport {
  readonly #file: string;
  readonly #format: Format<Report>;
  #notBefore = 0;

  constructor(file: string, format: Format<Report>) {
    this.#file = `${file}.partial`;
    this.#format = format;
  }

  /** Where that cannot be done, the report at the end cannot be written either, and that is told. */
  readonly keep = (report: () => Report): void => {
    const begin = performance.now();
    if (begin < this.#notBefore) return;
    const unfinished = `${this.#file}.tmp`;
    try {
      writeFileSync(unfinished, this.#format(report()));
      renameSync(unfinished, this.#file);
    } catch {
      removeIfThere(unfinished);
    }
    const end = performance.now();
    this.#notBefore = end + restFactor * (end - begin);
  };

  /** Call it when the whole report is there. */
  remove(): void {
    removeIfThere(this.#file);
  }
}

/** Where its folder has become something else, it is not there either. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

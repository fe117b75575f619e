import { readFile } from 'node:fs/promises';
import { comparisonFormats } from '../engine/compare/formats.ts';
import type { Difference } from '../engine/compare/ground.ts';
import { compareSessions, comparesAny } from '../engine/compare/session-comparison.ts';
import { factText } from '../engine/compare/words.ts';
import type { Report } from '../engine/report/report.ts';
import { checkReport, OtherReportError } from '../engine/report/shape/report-shape.ts';
import { ShapeError } from '../engine/shape/shape-error.ts';
import { exitGotWorse, exitNothingRan } from './exit-code.ts';
import { reasonOf } from './files/destination.ts';
import { decodedText, EncodingError } from './files/read-text.ts';
import type { CompareOptions } from './options/given.ts';
import { tell } from './tell.ts';
import { UsageError, unknownWord } from './usage-error.ts';

/**
 * Compares two reports in files. Throws a UsageError for a file that holds none, for sessions of
 * different scenarios or on different ground, and for a lane that is not in both.
 */
export async function compareFiles(
  basePath: string,
  nextPath: string,
  { tolerance, models, across, strict, format }: CompareOptions,
): Promise<{ text: string; exitCode: number }> {
  const base = await readReport(basePath);
  const next = await readReport(nextPath);
  const [before, now] = [base.scenario.id, next.scenario.id];
  if (before !== now)
    throw new UsageError(
      `${nextPath}: is a session of ${now}, and ${basePath} one of ${before}: different work cannot be compared; give two of the same scenario`,
    );
  const common = base.lanes.map(({ lane }) => lane).filter((model) => next.lanes.some((lane) => lane.lane === model));
  if (common.length === 0) throw new UsageError(`${nextPath}: has no lane that ${basePath} has; run the same models`);
  for (const model of models ?? []) if (!common.includes(model)) throw unknownWord('--models', model, common);
  const comparison = compareSessions(base, next, { lanes: models ?? common, tolerance, strict: strict === true });
  if (comparison.differences.length > 0 && !across) throw differentGround(nextPath, basePath, comparison.differences);
  const text = comparisonFormats[format]?.(comparison) ?? '';
  if (comparison.lanes.some(({ worse }) => worse)) return { text, exitCode: exitGotWorse };
  if (comparesAny(comparison)) return { text, exitCode: 0 };
  tell('nothing was compared: no lane has times that count in both reports');
  return { text, exitCode: exitNothingRan };
}

function differentGround(next: string, base: string, differences: readonly Difference[]): UsageError {
  const all = differences.map(
    (one) => `${one.what} ${JSON.stringify(factText(one.next))} instead of ${JSON.stringify(factText(one.base))}`,
  );
  return new UsageError(
    `${next}: is not comparable with ${base}: ${all.join(', ')}; measure both alike, or compare --across`,
  );
}

async function readReport(path: string): Promise<Report> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path}: cannot be read: ${whyUnread(error)}; give a report made with --format json`);
  });
  try {
    return checkReport(decodedText(bytes));
  } catch (error) {
    if (error instanceof OtherReportError) throw new UsageError(`${path}: ${error.message}`);
    if (!(error instanceof ShapeError || error instanceof EncodingError)) throw error;
    throw new UsageError(`${path}: is no report: ${error.message}; give one made with --format json`);
  }
}

function whyUnread(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'no such file';
  return error.code === 'EISDIR' ? 'it is a folder' : reasonOf(error);
}

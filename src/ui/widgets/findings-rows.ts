import type { Findings } from '../../engine/measure/findings.ts';
import { partNames } from '../../engine/measure/time/breakdown.ts';
import { partLabels } from '../../engine/report/columns/parts.ts';
import { wholePercent } from '../../engine/text/numbers.ts';
import type { Theme } from '../theme.ts';
import { row, wrapped } from './row.ts';

/** Where the time of a lane's workers went, the largest part first, and why, in at most `most` rows. */
export function findingsRows(theme: Theme, { breakdown, why }: Findings, width: number, most: number): string[] {
  const { parts, whole } = breakdown;
  if (whole === 0 || most <= 0) return [];
  const shares = partNames
    .filter((name) => parts[name] > 0)
    .toSorted((a, b) => parts[b] - parts[a])
    .map((name) => `${partLabels[name]} ${wholePercent(parts[name], whole)} %`);
  const reasons = why.join('; ');
  return [
    row(theme, width, [[shares.join(` ${theme.glyph.between} `), theme.paint.strong]]),
    ...(reasons === '' ? [] : wrapped(theme, width, reasons, most - 1)),
  ].slice(0, most);
}

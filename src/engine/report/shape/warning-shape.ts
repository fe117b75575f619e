import type { Warning } from '../../measure/warnings.ts';
import { strictShapeOf, text, words } from '../../shape/shape.ts';

/** What makes the figures doubtful, and what to do about it. */
export const warningShape = strictShapeOf<Warning>({
  id: words(
    'one-core',
    'quota-below-cores',
    'machine-busy',
    'clock-too-coarse',
    'work-too-short',
    'libuv-pool-saturated',
    'results-differ',
    'sizes-differ',
    'drifted',
  ),
  message: text,
  advice: text,
});

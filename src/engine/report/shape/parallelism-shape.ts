import { type Parts, partNames } from '../../measure/time/breakdown.ts';
import type { Parallelism } from '../../measure/time/parallelism.ts';
import { amount, described, optional, real, type Shape, strictShapeOf, whole } from '../../shape/shape.ts';

type Breakdown = Readonly<Record<keyof Parts, number>>;

/** Where the time went; every part is there. */
export const breakdownShape = strictShapeOf<Breakdown>(
  Object.fromEntries(partNames.map((name) => [name, amount])) as Record<keyof Parts, Shape<number>>,
);

const memory = strictShapeOf<NonNullable<Parallelism['memory']>>({
  atLeast: described('the largest peak of a process', whole),
  atMost: described('the largest sum of the peaks of processes that were alive at once', whole),
  told: described('processes that told their peak', whole),
  processes: whole,
});

/** How well the cores were used. */
export const parallelismShape = strictShapeOf<Parallelism>({
  effective: optional(described('CPU time over wall time: cores in use on average', amount)),
  workers: described('most workers alive at once', whole),
  depth: described('most tasks under way at once', whole),
  usable: described('cores that it could have used', amount),
  efficiency: optional(described('speed-up over the usable cores', amount)),
  serialFraction: optional(described("Karp and Flatt's; below zero for a speed-up above the cores", real)),
  voluntarySwitches: optional(whole),
  involuntarySwitches: optional(whole),
  memory: optional(memory),
});

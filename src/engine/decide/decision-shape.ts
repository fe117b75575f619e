import { adviceShape, warningShape } from '../report/shape/report-shape.ts';
import {
  amount,
  described,
  list,
  nullable,
  only,
  optional,
  strictShapeOf,
  text,
  truth,
  whole,
} from '../shape/shape.ts';
import {
  type Crossover,
  type Decision,
  decisionSchema,
  type MeasuredWork,
  type Ranked,
  type SpeedUp,
  type Use,
} from './decision.ts';

const speedUp = strictShapeOf<SpeedUp>({
  ratio: described('how many times as fast as one task after the other', amount),
  low: optional(described('95 % interval; absent with fewer than 5 rounds', amount)),
  high: optional(amount),
});

const ranked = { lane: text, model: text, speedUp: optional(speedUp), reason: optional(text) };

const work = strictShapeOf<MeasuredWork>({
  tasks: described('all that there is to do', whole),
  measured: described('how many of these were run in each round', whole),
  rounds: whole,
  lastedMs: amount,
  taskMs: optional(described('of one task, one after the other', amount)),
  computes: optional(described('the share of that in which it keeps a core busy', amount)),
  isPredicted: described('figures of all tasks are predicted from those measured', truth),
  checkOffBy: optional(described('how far such predictions were off where they could be checked, a share', amount)),
});

const crossover = strictShapeOf<Crossover>({
  lane: text,
  against: text,
  tasks: whole,
  taskMs: amount,
  fromTaskMs: optional(
    described('from this length of a task on it pays off, with so many tasks; absent where never', amount),
  ),
  fromTasks: optional(described('from so many tasks of that length on it pays off; absent where never', whole)),
});

/** The JSON of a decision. */
export const decisionShape = strictShapeOf<Decision>({
  schema: only(decisionSchema),
  subject: text,
  use: described(
    'null where the figures carry no recommendation: because says why',
    nullable(
      strictShapeOf<Use>({
        ...ranked,
        workers: optional(described('size of the pool, or how many workers may live at once', whole)),
        underWay: optional(described('the most tasks under way on its event loop; absent for all of them', whole)),
      }),
    ),
  ),
  because: text,
  alike: described('shown to be within 10 % of the fastest', list(strictShapeOf<Ranked>(ranked))),
  slower: list(strictShapeOf<Ranked>(ranked)),
  notTold: list(strictShapeOf<Ranked>(ranked)),
  work,
  crossovers: list(crossover),
  advice: list(adviceShape),
  warnings: list(warningShape),
  isInterrupted: truth,
});

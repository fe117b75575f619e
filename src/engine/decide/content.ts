import { type Block, type Column, tableOf } from '../report/blocks.ts';
import type { Edition } from '../report/content.ts';
import { reportBlocks } from '../report/content.ts';
import { ratioText } from '../text/numbers.ts';
import type { Answer } from './answer.ts';
import type { Decision, Ranked } from './decision.ts';
import { answerLines, shortAnswerLines } from './words.ts';

/** A lane, how it did, and where that puts it. */
export interface Placed extends Ranked {
  readonly place: string;
}

const columns: readonly Column<Placed>[] = [
  { heading: 'lane', align: 'left', of: ({ lane }) => lane },
  { heading: 'place', align: 'left', of: ({ place }) => place },
  {
    heading: 'over sequential',
    align: 'right',
    of: ({ speedUp }) => (speedUp === undefined ? '' : ratioText(speedUp.ratio, intervalOf(speedUp))),
  },
  { heading: 'remark', align: 'left', ifTight: 'wrapped', of: ({ reason = '' }) => reason },
];

/** The answer; under it, with an edition of the report, all that it rests on. */
export function decisionBlocks({ decision, report }: Answer, edition?: Edition): Block[] {
  if (edition === undefined) return [{ kind: 'conclusion', items: shortAnswerLines(decision) }];
  return [{ kind: 'conclusion', items: answerLines(decision) }, ...reportBlocks(report, edition)];
}

/** The same for a page or a file: under a title, with every lane and its place. */
export function documentBlocks(answer: Answer, edition: Edition): Block[] {
  const { decision } = answer;
  return [
    { kind: 'title', text: `Which model for ${decision.subject}?`, facts: [] },
    { kind: 'conclusion', items: answerLines(decision) },
    tableOf('places', columns, placesOf(decision)),
    ...reportBlocks(answer.report, edition),
  ];
}

/** Every lane, those to use first. */
export function placesOf({ use, alike, slower, notTold }: Decision): Placed[] {
  const placed = (place: string, lanes: readonly Ranked[]) => lanes.map((lane) => ({ ...lane, place }));
  return [
    ...placed('use', use === null ? [] : [use]),
    ...placed('just as fast', alike),
    ...placed('slower', slower),
    ...placed('not told', notTold),
  ];
}

function intervalOf({ low, high }: NonNullable<Ranked['speedUp']>): { low: number; high: number } | undefined {
  return low === undefined || high === undefined ? undefined : { low, high };
}

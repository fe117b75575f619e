import { environmentShape } from '../../measure/environment-shape.ts';
import { described, list, only, strictShapeOf } from '../../shape/shape.ts';
import type { Report } from '../report.ts';
import { breakEvenShape } from './break-even-shape.ts';
import { laneShape } from './lane-shape.ts';
import { scenarioShape } from './scenario-shape.ts';
import { verdictShape } from './verdict-shape.ts';
import { warningShape } from './warning-shape.ts';

/** What a report has to be, with no members that are not in it. */
export const reportShape = strictShapeOf<Report>({
  schema: only('lanes/report@2'),
  environment: environmentShape,
  scenario: scenarioShape,
  lanes: list(laneShape),
  verdict: verdictShape,
  otherVerdicts: described(
    'those of the other runtimes, where a task is not the same work in one as in another',
    list(verdictShape),
  ),
  breakEven: described('against the sequential lane of the same runtime', list(breakEvenShape)),
  warnings: list(warningShape),
});

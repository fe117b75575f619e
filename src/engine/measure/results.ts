import type { Lane } from '../lane/lane.ts';
import type { ResultDifference } from '../protocol.ts';
import { plainText } from '../text/plain.ts';
import { fitText } from '../text/width.ts';

/** A text longer than this is kept as its hash. */
const mostCharacters = 200;

/** A text that two runs share exactly if every task had the same result in both. */
export function resultsOf({ tasks }: Pick<Lane, 'tasks'>): string {
  return shortened(JSON.stringify(tasks.map(({ result, unsuccessful }) => [result?.digest, unsuccessful])));
}

/** A text that two runs share exactly if the same tasks were unsuccessful in both, for the same reasons. */
export function lossesOf({ tasks }: Pick<Lane, 'tasks'>): string {
  return shortened(
    JSON.stringify(
      [...tasks].flatMap(({ id, unsuccessful }) => (unsuccessful === undefined ? [] : [[id, unsuccessful]])),
    ),
  );
}

/** The digest of every result where the user's `sameResult` is `false`. */
const notCompared = 'not compared';

/** Whether its results are not to be compared with those of other runs. */
export function isNotCompared({ tasks }: Pick<Lane, 'tasks'>): boolean {
  return tasks.at(0)?.result?.digest === notCompared;
}

/** A task whose result is not that of another run. */
export interface DifferingTask extends ResultDifference {
  /** Its place among the tasks, from 0, and with it that of its input. */
  readonly task: number;
  readonly label: string;
}

/** The first task whose result is not that of another run, and where it is not; undefined where none was told of. */
export function firstDifference({ tasks }: Pick<Lane, 'tasks'>): DifferingTask | undefined {
  for (const { id, label, differs } of tasks) if (differs !== undefined) return { task: id, label, ...differs };
  return undefined;
}

/** So much of a value is enough to see how it differs. */
const mostOfValue = 60;

/** `the first difference, in resize 3: .sizes[2] is 1.5 under threads, and 1.25 under sequential` */
export function differenceText({
  label,
  where,
  own,
  other,
  lane,
  under,
}: DifferingTask & { readonly under: string }): string {
  const place = where === '' ? 'the result' : beginOf(where);
  return `the first difference, in ${label}: ${place} is ${beginOf(own)} under ${under}, and ${beginOf(other)} under ${lane}`;
}

function beginOf(text: string): string {
  return fitText(plainText(text), mostOfValue).trimEnd();
}

function shortened(text: string): string {
  if (text.length <= mostCharacters) return text;
  // Asked for here: loading the hash would cost every start of the dashboard some milliseconds.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}

/** A run by its lane; `results` as {@link resultsOf} gives them, absent where it has not those of all its tasks. */
export interface ResultsOfRun {
  readonly lane: string;
  readonly results?: string;
}

/**
 * The runs whose results are not those of the first finished one of their group: those lanes in
 * which a task is the same work.
 */
export function differingRuns<Run extends ResultsOfRun>(
  runs: readonly Run[],
  groupOf: (lane: string) => string,
): Run[] {
  const finished = runs.filter(({ results }) => results !== undefined);
  const groups = Map.groupBy(finished, ({ lane }) => groupOf(lane));
  return [...groups.values()].flatMap((own) => own.filter(({ results }) => results !== own[0]?.results));
}

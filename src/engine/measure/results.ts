import type { Lane } from '../lane/lane.ts';

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

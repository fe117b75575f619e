import { indented, lines, mark, paragraphs } from '../source.ts';
import { inputsCode } from './inputs.ts';
import type { NodeModel, NodeParts } from './parts.ts';
import { laneObject, timed } from './pieces.ts';

/** A pool of worker threads with the library Piscina. */
export const piscina: NodeModel = {
  title: (limit) => `${limit} worker threads of the library Piscina, which take the tasks from a queue`,
  imports: () => ({ 'node:worker_threads': ['isMainThread'], piscina: ['Piscina'] }),
  packages: ['piscina@5'],
  limited: true,
  moves: true,
  neverTearsDown: true,
  notes: ({ request }) =>
    request.facts.has.teardown ? ['Piscina calls nothing at the end of a worker: `teardown` is left out.'] : [],
  body: (parts) =>
    paragraphs([
      lines(
        parts.has.setup && 'const prepared = isMainThread ? undefined : await setup();',
        parts.givesLane && laneObject(parts),
      ),
      `/** What Piscina calls in each of its threads, which import this file. */
export default (input${parts.type(': Input')}) => ${parts.call('input')};${mark}`,
      `if (isMainThread) {
  ${indented(timed(parts, 'const results = await runAll(inputs);'), 2)}
}`,
      inputsCode(parts).made,
      runAll(parts),
    ]),
};

function runAll({ limit, has, type }: NodeParts): string {
  const moved = has.transfer ? ', { transferList: transfer(input) }' : '';
  const run = `const run = (input${type(': Input')}) => pool.run(input${moved});`;
  return `/** Gives the results in the order of the inputs. */
async function runAll(inputs${type(': Input[]')})${type(': Promise<Result[]>')} {
  const pool = new Piscina({ filename: import.meta.url, minThreads: ${limit}, maxThreads: ${limit} });${mark}
  ${run}${mark}
  const results = await Promise.all(inputs.map(run));
  await pool.close();
  return results;
}`;
}

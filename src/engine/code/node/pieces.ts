import { indented, lines } from '../source.ts';
import { inputsCode } from './inputs.ts';
import type { NodeParts } from './parts.ts';

/** Makes the inputs, has `work` done with them (lines of code that give `results`), and says how long that took. */
export function timed(parts: NodeParts, work: string): string {
  const { expression } = inputsCode(parts);
  return lines(
    `const inputs${parts.type(': Input[]')} = ${expression(0)};`,
    'const startedAt = performance.now();',
    work,
    'const seconds = (performance.now() - startedAt) / 1000;',
    `console.log(\`\${results.length} results in \${seconds.toFixed(1)} s\`);`,
  );
}

/** A program whose workers are the same file: `isMain` tells which of them it is. */
export function mainOrWorker(parts: NodeParts, isMain: string, worker: string): string {
  return `if (${isMain}) {
  ${indented(timed(parts, 'const results = await runAll(inputs);'), 2)}
} else {
  ${indented(worker, 2)}
}`;
}

/** Before the first task of a worker, or of a program without any: `setup`, and the stand-in for `lane`. */
export function prepared(parts: NodeParts): string | undefined {
  const { has, givesLane } = parts;
  const keeps = givesLane || has.teardown;
  const setup = has.setup && `${keeps ? 'const prepared = ' : ''}await setup();`;
  return lines(setup, givesLane && laneObject(parts)) || undefined;
}

/** The stand-in for `lane`. */
export function laneObject({ has, type }: NodeParts): string {
  return `// What stands for the second argument of the task.
const lane = {
  setup: ${has.setup ? 'prepared' : 'undefined'},
  print: (line${type(': unknown')}) => console.log(line),
  progress: () => {},
  sleep: (ms${type(': number')}) => new Promise((resolve) => setTimeout(resolve, ms)),
  signal: new AbortController().signal,
}${type(' as unknown as Parameters<typeof task>[1]')};`;
}

/** After the last task. */
export function tornDown({ has }: NodeParts): string | undefined {
  return has.teardown ? `await teardown(${has.setup ? 'prepared' : ''});` : undefined;
}

/** A function that keeps at most so many calls under way, in 10 lines and without a package. */
export function mapLimited({ typed, type }: NodeParts): string {
  const parameters = typed
    ? '<T>(\n  inputs: Input[],\n  limit: number,\n  run: (input: Input) => T | Promise<T>,\n)'
    : '(inputs, limit, run)';
  return `/** Calls \`run\` for each input, \`limit\` of them at once; gives what came of them, in order. */
async function mapLimited${parameters} {
  const results = new Array${type('<T>')}(inputs.length);
  const queue = inputs.entries();
  async function takeAll() {
    for (const [index, input] of queue) results[index] = await run(input);
  }
  // All of them take from one queue, so that none waits for another.
  await Promise.all(Array.from({ length: Math.min(limit, inputs.length) }, takeAll));
  return results;
}`;
}

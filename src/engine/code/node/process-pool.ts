import { lines, mark, paragraphs } from '../source.ts';
import { inputsCode } from './inputs.ts';
import type { NodeModel, NodeParts } from './parts.ts';
import { mainOrWorker, prepared, tornDown } from './pieces.ts';
import { childProcesses, isMain, processImports, startChild } from './processes.ts';
import { runAllInPool } from './thread-pool.ts';

/** A pool of child processes. */
export const processPool: NodeModel = {
  title: (limit) => `${limit} child processes that take the tasks from a queue`,
  imports: processImports,
  limited: true,
  body: (parts) =>
    paragraphs([
      childProcesses(parts),
      mainOrWorker(parts, isMain, worker(parts)),
      inputsCode(parts).made,
      runAllInPool(parts),
      takeAll(parts),
      startChild(parts),
    ]),
};

function worker(parts: NodeParts): string {
  const { call, has, type } = parts;
  return lines(
    prepared(parts),
    `process.on('message', async ({ input }${type(': { input: Input }')}) => {`,
    `  process.send?.({ result: await ${call('input')} });${mark}`,
    '});',
    '// Whatever the tasks have left behind ends with the process.',
    has.teardown
      ? `process.once('disconnect', async () => {\n  ${tornDown(parts)}\n  process.exit();\n});`
      : "process.once('disconnect', () => process.exit());",
  );
}

function takeAll({ type }: NodeParts): string {
  return `/** Has a worker do tasks while there are some; resolves when it has ended. */
function takeAll(queue${type(': ArrayIterator<[number, Input]>')}, results${type(': Result[]')}) {
  return new Promise${type('<void>')}((resolve, reject) => {
    const child = startChild();
    let index = -1;
    let isDone = false;
    function next() {
      const { done, value } = queue.next();
      if (done) {
        isDone = true;
        child.disconnect();
      } else {
        index = value[0];
        child.send({ input: value[1] });
      }
    }
    child.on('message', ({ result }${type(': { result: Result }')}) => {
      results[index] = result;
      next();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const how = signal ?? \`exit code \${code}\`;
      if (isDone && code === 0) resolve();
      else reject(new Error(\`a child process ended with \${how} before its task was done\`));
    });
    next();
  });
}`;
}

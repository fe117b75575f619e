import { lines, mark, paragraphs } from '../source.ts';
import { inputsCode } from './inputs.ts';
import type { NodeModel, NodeParts } from './parts.ts';
import { mainOrWorker, prepared, tornDown } from './pieces.ts';

/** A pool of worker threads with nothing but Node. */
export const threadPool: NodeModel = {
  title: (limit) => `${limit} worker threads that take the tasks from a queue`,
  imports: () => ({ 'node:worker_threads': ['isMainThread', 'parentPort', 'Worker'] }),
  limited: true,
  moves: true,
  body: (parts) =>
    paragraphs([
      mainOrWorker(parts, 'isMainThread', worker(parts)),
      inputsCode(parts).made,
      runAllInPool(parts),
      takeAll(parts),
    ]),
};

function worker(parts: NodeParts): string {
  const result = `parentPort${parts.type('?')}.postMessage(await ${parts.call('message.input')});`;
  return lines(
    prepared(parts),
    `parentPort${parts.type('?')}.on('message', async (message) => {`,
    "  if (message !== 'end') {",
    `    ${result}${mark}`,
    '    return;',
    '  }',
    parts.has.teardown && `  ${tornDown(parts)}`,
    '  // Whatever the tasks have left behind ends with the thread.',
    '  process.exit();',
    '});',
  );
}

/** The function that starts the workers of a pool, each by `takeAll`. */
export function runAllInPool({ limit, type }: NodeParts): string {
  return `/** Gives the results in the order of the inputs. */
async function runAll(inputs${type(': Input[]')}) {
  const results = new Array${type('<Result>')}(inputs.length);
  const queue = inputs.entries(); // One for all workers: each takes the next input from it.
  const size = Math.min(${limit}, inputs.length);
  await Promise.all(Array.from({ length: size }, () => takeAll(queue, results)));${mark}
  return results;
}`;
}

function takeAll({ has, type }: NodeParts): string {
  const moved = has.transfer ? ', transfer(value[1])' : '';
  return `/** Has a worker do tasks while there are some; resolves when it has ended. */
function takeAll(queue${type(': ArrayIterator<[number, Input]>')}, results${type(': Result[]')}) {
  return new Promise${type('<void>')}((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url));${mark}
    let index = -1;
    let isDone = false;
    function next() {
      const { done, value } = queue.next();
      if (done) {
        isDone = true;
        worker.postMessage('end');
      } else {
        index = value[0];
        worker.postMessage({ input: value[1] }${moved});
      }
    }
    worker.on('message', (result) => {
      results[index] = result;
      next();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (isDone && code === 0) resolve();
      else reject(new Error(\`a worker ended with exit code \${code} before its task was done\`));
    });
    next();
  });
}`;
}

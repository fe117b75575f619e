import { lines, mark, paragraphs } from '../source.ts';
import { inputsCode } from './inputs.ts';
import type { NodeModel, NodeParts } from './parts.ts';
import { mainOrWorker, mapLimited, prepared, tornDown } from './pieces.ts';

/** A worker thread a task. */
export const threads: NodeModel = {
  title: (limit) => `a worker thread for each task, ${limit} at once`,
  imports: () => ({ 'node:worker_threads': ['isMainThread', 'parentPort', 'Worker', 'workerData'] }),
  limited: true,
  moves: true,
  body: (parts) =>
    paragraphs([
      mainOrWorker(parts, 'isMainThread', worker(parts)),
      inputsCode(parts).made,
      `function runAll(inputs${parts.type(': Input[]')}) {
  return mapLimited(inputs, ${parts.limit}, runInThread);
}`,
      runInThread(parts),
      mapLimited(parts),
    ]),
};

function worker(parts: NodeParts): string {
  return lines(
    prepared(parts),
    `parentPort${parts.type('?')}.postMessage(await ${parts.call('workerData')});${mark}`,
    tornDown(parts),
    '// Whatever the task has left behind ends with the thread.',
    'process.exit();',
  );
}

function runInThread({ has, type }: NodeParts): string {
  const moved = has.transfer ? ', transferList: transfer(input)' : '';
  return `/** Starts a thread that does one task; gives the task's result when the thread has ended. */
function runInThread(input${type(': Input')})${type(': Promise<Result>')} {
  return new Promise((resolve, reject) => {
    const options = { workerData: input${moved} };
    const worker = new Worker(new URL(import.meta.url), options);${mark}
    let message${type(': { result: Result } | undefined')};
    worker.on('message', (result) => {
      message = { result };
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (message) resolve(message.result);
      else reject(new Error(\`a worker ended with exit code \${code} before its task was done\`));
    });
  });
}`;
}

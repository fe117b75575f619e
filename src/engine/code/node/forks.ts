import { lines, mark, paragraphs } from '../source.ts';
import { inputsCode } from './inputs.ts';
import type { NodeModel, NodeParts } from './parts.ts';
import { mainOrWorker, mapLimited, prepared, tornDown } from './pieces.ts';
import { childProcesses, isMain, processImports, startChild } from './processes.ts';

/** A child process a task. */
export const forks: NodeModel = {
  title: (limit) => `a child process for each task, ${limit} at once`,
  imports: processImports,
  limited: true,
  body: (parts) =>
    paragraphs([
      childProcesses(parts),
      mainOrWorker(parts, isMain, worker(parts)),
      inputsCode(parts).made,
      `function runAll(inputs${parts.type(': Input[]')}) {
  return mapLimited(inputs, ${parts.limit}, runInProcess);
}`,
      runInProcess(parts),
      startChild(parts),
      mapLimited(parts),
    ]),
};

function worker(parts: NodeParts): string {
  const { call, has, type } = parts;
  return lines(
    `process.once('message', async ({ input }${type(': { input: Input }')}) => {`,
    prepared(parts)?.replace(/^/gm, '  '),
    `  const message = { result: await ${call('input')} };${mark}`,
    has.teardown && `  ${tornDown(parts)}`,
    '  // When it is sent; whatever the task has left behind ends with the process.',
    `  process.send?.(message, ${type('undefined, undefined, ')}() => process.exit());`,
    '});',
  );
}

function runInProcess({ type }: NodeParts): string {
  return `/** Starts a process that does one task; gives the task's result when the process has ended. */
function runInProcess(input${type(': Input')})${type(': Promise<Result>')} {
  return new Promise((resolve, reject) => {
    const child = startChild();
    let message${type(': { result: Result } | undefined')};
    child.on('message', (received${type(': { result: Result }')}) => {
      message = received;
    });
    child.on('error', reject);
    // Not at its exit: messages may still be under way then.
    child.on('close', (code, signal) => {
      const how = signal ?? \`exit code \${code}\`;
      if (message) resolve(message.result);
      else reject(new Error(\`a child process ended with \${how} before its task was done\`));
    });
    child.send({ input });
  });
}`;
}

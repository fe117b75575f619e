// A runner whose tasks are processes that do nothing but write events, as many in a write as it takes whole.
// Arguments: how many events each writes. A writer is this program again, with the path of the pipe and its task.
import { spawn } from 'node:child_process';
import { openSync, writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const [events, path, task] = process.argv.slice(2);
if (path === undefined) await runWriters();
else write(Number(events), path, Number(task));

async function runWriters() {
  const request = JSON.parse(await text(process.stdin));
  const fd = openSync(request.events, 'w');
  const epoch = process.hrtime.bigint();
  const tell = (event) =>
    writeSync(fd, `${JSON.stringify({ at: Number(process.hrtime.bigint() - epoch) / 1e3, ...event })}\n`);
  tell({
    type: 'run-started',
    protocol: 1,
    model: request.model,
    pid: process.pid,
    epoch: `${epoch}`,
    runtime: 'writers',
  });
  for (const { id } of request.tasks) tell({ type: 'task-queued', task: id });
  const writers = request.tasks.map(({ id }) =>
    spawn(process.execPath, [import.meta.filename, events, request.events, `${id}`], { stdio: 'inherit' }),
  );
  await Promise.all(writers.map((writer) => new Promise((resolve) => writer.once('exit', resolve))));
  tell({ type: 'run-finished', end: 'finished' });
}

function write(events, path, task) {
  const fd = openSync(path, 'w');
  const worker = `w${task}`;
  const line = (event) => `${JSON.stringify(event)}\n`;
  writeSync(
    fd,
    line({ type: 'worker-started', at: 1, worker, kind: 'process', pid: process.pid, askedAt: 0 }) +
      line({ type: 'task-started', at: 2, worker, task }),
  );
  const lines = Array.from({ length: 12 }, (_, at) => [
    line({ type: 'output', at, stream: 'task', worker, task, text: `Number: ${at}` }),
    line({ type: 'progress', at, worker, task, done: at, total: 1_000 }),
    line({ type: 'wait', at, worker, task, kind: 'sleep', us: 1 }),
  ]).flat();
  const batch = Buffer.from(lines.join(''));
  for (let written = 0; written < events; written += lines.length) writeSync(fd, batch);
  writeSync(fd, line({ type: 'task-finished', at: 3, worker, task, result: { preview: '0', digest: '0' } }));
}

// Counting in worker threads, with nothing of lanes in it. Prints how long the counting took, in ms.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const [tasks, n] = process.argv.slice(2).map(Number);
  const spans = await Promise.all(
    Array.from(
      { length: tasks },
      () =>
        new Promise((resolve) => {
          new Worker(new URL(import.meta.url), { workerData: n }).once('message', resolve);
        }),
    ),
  );
  const begin = Math.min(...spans.map(([from]) => from));
  const end = Math.max(...spans.map(([, to]) => to));
  console.log(end - begin);
} else {
  // An imported name is looked up at each use.
  const n = workerData;
  const from = Number(process.hrtime.bigint()) / 1e6;
  let count = 0;
  for (let i = 0; i < n; i += 1) count += 1;
  const to = Number(process.hrtime.bigint()) / 1e6;
  parentPort.postMessage([from, to, count]);
}

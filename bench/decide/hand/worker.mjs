/** What the threads and child processes of node.ts do: the tasks that they are sent, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';

const [url, name] = workerData ?? process.argv.slice(2);
const { [name]: task } = await import(url);

if (parentPort === null) {
  process.on('message', async ({ input }) => process.send(await task(input)));
  process.send('ready');
} else {
  parentPort.on('message', async ({ input }) => parentPort.postMessage(await task(input)));
}

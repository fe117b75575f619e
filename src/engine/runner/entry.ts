/** The runner: one process, started for one run, that ends with it. */
import { text } from 'node:stream/consumers';
import { protocolVersion, type RunRequest } from '../protocol/request.ts';
import { Cancellation } from './cancellation.ts';
import { Emitter, failureOf } from './emitter.ts';
import { Foreground } from './foreground.ts';
import type { ModelModule } from './model.ts';
import { dieOfSigterm, onUncaught } from './process-end.ts';
import { childrenUsage, finalProcessUsage, libuvThreads, processUsage } from './usage.ts';

const request = JSON.parse(await text(process.stdin)) as RunRequest;
if (request.protocol !== protocolVersion) {
  throw new Error(`this runner speaks protocol ${protocolVersion}, asked for was ${request.protocol}`);
}
const { run, oneWorkerATask } = (await import(`./models/${request.model}.ts`)) as ModelModule;

const boot = processUsage();
const epoch = process.hrtime.bigint();
const emitter = new Emitter(request.events, epoch);
const cancellation = new Cancellation();
process.once('SIGTERM', () => cancellation.cancel());
onUncaught((error) => {
  const { name, message } = failureOf(error);
  emitter.emit({ type: 'run-finished', end: 'failed', reason: `uncaught ${name}: ${message}` });
});

emitter.emitAt(0, {
  type: 'run-started',
  protocol: protocolVersion,
  model: request.model,
  pid: process.pid,
  epoch: String(epoch),
  runtime: `node ${process.versions.node}`,
  ...(oneWorkerATask && { limit: request.live }),
  libuvThreads: libuvThreads(),
});
emitter.emitAt(0, { type: 'usage', worker: 'run', ...boot });
for (const { id: task } of request.tasks) emitter.emit({ type: 'task-queued', task });
await run({ request, epoch, emitter, cancellation, foreground: new Foreground(request.tasks) });
emitter.emit({ type: 'usage', worker: 'run', ...finalProcessUsage(), ...childrenUsage() });
if (cancellation.cancelled) dieOfSigterm();
else emitter.emit({ type: 'run-finished', end: 'finished' });
// A task may have left timers or sockets behind; the run is over all the same.
process.exit(0);

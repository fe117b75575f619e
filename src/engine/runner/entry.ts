/** The runner: one process, started for one run, that ends with it. */
import { text } from 'node:stream/consumers';
import { protocolVersion, type RunRequest } from '../protocol/request.ts';
import { Cancellation } from './cancellation.ts';
import { Emitter } from './emitter.ts';
import { failureOf } from './failure.ts';
import { Foreground } from './foreground.ts';
import { WorkError } from './load-work.ts';
import type { ModelModule } from './model.ts';
import { prepare } from './prepare.ts';
import { dieOfSigterm, onUncaught } from './process-end.ts';
import { Results } from './results.ts';
import { settled } from './settled.ts';
import { childrenUsage, finalProcessUsage, libuvThreads, processUsage } from './usage.ts';

/** For so long, in ms, results are told of a run that ends before it should: it is about to be killed. */
const lastWordsMs = 100;

const request = JSON.parse(await text(process.stdin)) as RunRequest;
if (request.protocol !== protocolVersion) {
  throw new Error(`this runner speaks protocol ${protocolVersion}, asked for was ${request.protocol}`);
}
const { run, inputs, oneWorkerATask } = (await import(`./models/${request.model}.ts`)) as ModelModule;
const { tasks, work, transfer } = await settled(prepare(request, inputs)).catch(giveUp);

const boot = processUsage();
const epoch = process.hrtime.bigint();
const emitter = new Emitter(request.events, epoch);
const cancellation = new Cancellation();
const results = new Results({ request, emitter, sameResult: work?.sameResult, arePassed: inputs !== 'shared' });
process.once('SIGTERM', () => cancellation.cancel());
onUncaught((error) => {
  const { name, message } = failureOf(error);
  results.tellAtOnce(lastWordsMs);
  emitter.emit({ type: 'run-finished', end: 'failed', reason: `uncaught ${name}: ${message}` });
});
// A task on the runner's own loop may end the process.
process.once('exit', () => results.tellAtOnce(lastWordsMs));

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
emitter.tellQueued(tasks.map(({ id }) => id));
await run({
  request,
  tasks,
  ...(work && { work }),
  ...(transfer && { transfer }),
  epoch,
  emitter,
  cancellation,
  foreground: new Foreground(tasks),
  results,
});
await finish();

async function finish(): Promise<never> {
  const endAt = emitter.now();
  const used = process.cpuUsage();
  emitter.emitAt(endAt, { type: 'usage', worker: 'run', ...finalProcessUsage(), ...childrenUsage() });
  if (cancellation.cancelled) {
    results.tellAtOnce(lastWordsMs);
    dieOfSigterm();
  } else {
    await results.tell();
    const { user, system } = process.cpuUsage(used);
    emitter.emitAt(endAt, { type: 'run-finished', end: 'finished', checkCpuUs: user + system });
  }
  // A task may have left timers or sockets behind; the run is over all the same.
  process.exit(0);
}

/** There is no run without the user's file. */
function giveUp(error: unknown): never {
  const { name, message } = failureOf(error);
  const what = error instanceof WorkError ? message : `could not be loaded: ${name}: ${message}`;
  const reason = `${request.work?.path}: ${what}`;
  new Emitter(request.events, process.hrtime.bigint()).emitAt(0, { type: 'run-finished', end: 'failed', reason });
  process.exit(0);
}

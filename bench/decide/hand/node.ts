/**
 * The same work under each model of Node, as one would write it by hand, with nothing of lanes in it:
 * `node node.ts FILE#NAME MODEL[:N] TASKS WORKERS` prints, as JSON, how long it took in ms and a digest of the
 * results. The span is that of a lane's wall time: the file is loaded and the inputs are made before; then from
 * the moment before the first worker is asked for until all results are here, whole, and all workers are gone.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

type Task = (input: unknown) => unknown;

/** A thread or a child process that does one task at a time. */
interface Hand {
  ask(input: unknown): Promise<unknown>;
  end(): Promise<void>;
}

interface Module {
  readonly [name: string]: unknown;
  readonly inputs?: Iterable<unknown> | (() => Iterable<unknown>);
}

const [path = '', lane = '', tasks = '0', workers = '2'] = process.argv.slice(2);
const [file = '', name = 'default'] = path.split('#');
const url = pathToFileURL(file).href;
const program = new URL('./worker.mjs', import.meta.url);
/** How many threads or child processes live at once where each task has one of its own. */
const mostAlive = 64;

const module = (await import(url)) as Module;
const task = module[name] as Task;
const inputs = inputsOf(module, Number(tasks));
const [model = '', limit] = lane.split(':');
const begin = performance.now();
const results = await run(model, limit === undefined ? undefined : Number(limit));
const ms = performance.now() - begin;
process.stdout.write(`${JSON.stringify({ ms, digest: digestOf(results) })}\n`);
process.exit();

function inputsOf({ inputs: made }: Module, count: number): unknown[] {
  if (made === undefined) return Array.from({ length: count }, (_, index) => index);
  return [...(typeof made === 'function' ? made() : made)].slice(0, count);
}

function run(id: string, number: number | undefined): Promise<unknown[]> {
  switch (id) {
    case 'sequential':
      return oneByOne();
    case 'promises':
      if (number === undefined) return Promise.all(inputs.map(async (input) => task(input)));
      return atMost(number, async (input) => task(input));
    case 'threads':
      return atMost(number ?? mostAlive, (input) => onceBy(thread(), input));
    case 'forks':
      return atMost(number ?? mostAlive, (input) => onceBy(child(), input));
    case 'thread-pool':
      return pool(thread, number ?? Number(workers));
    case 'process-pool':
      return pool(child, number ?? Number(workers));
    default:
      throw new Error(`there is no model ${id}`);
  }
}

async function oneByOne(): Promise<unknown[]> {
  const done: unknown[] = [];
  for (const input of inputs) done.push(await task(input));
  return done;
}

/** Has `work` done with each input, at most `limit` at once. */
async function atMost(limit: number, work: (input: unknown) => Promise<unknown>): Promise<unknown[]> {
  const done: unknown[] = [];
  const queue = inputs.entries();
  const next = async () => {
    for (const [index, input] of queue) done[index] = await work(input);
  };
  await Promise.all(Array.from({ length: Math.min(limit, inputs.length) }, next));
  return done;
}

async function onceBy(hand: Hand, input: unknown): Promise<unknown> {
  const result = await hand.ask(input);
  await hand.end();
  return result;
}

async function pool(start: () => Hand, size: number): Promise<unknown[]> {
  const hands = Array.from({ length: Math.min(size, inputs.length) }, start);
  const free = [...hands];
  const done = await atMost(hands.length, async (input) => {
    const hand = free.pop() as Hand;
    const result = await hand.ask(input);
    free.push(hand);
    return result;
  });
  await Promise.all(hands.map((hand) => hand.end()));
  return done;
}

function thread(): Hand {
  const worker = new Worker(program, { workerData: [url, name] });
  let answered = Promise.withResolvers<unknown>();
  worker.on('message', (result) => answered.resolve(result));
  worker.on('error', (error) => answered.reject(error));
  return {
    ask(input) {
      answered = Promise.withResolvers();
      worker.postMessage({ input });
      return answered.promise;
    },
    async end() {
      await worker.terminate();
    },
  };
}

function child(): Hand {
  const started = fork(fileURLToPath(program), [url, name], { serialization: 'advanced' });
  const ready = once(started, 'message');
  const gone = once(started, 'exit');
  let answered = Promise.withResolvers<unknown>();
  started.on('message', (result) => answered.resolve(result));
  started.on('exit', () => answered.reject(new Error('the child process has ended')));
  return {
    async ask(input) {
      await ready;
      answered = Promise.withResolvers();
      started.send({ input });
      return answered.promise;
    },
    async end() {
      started.disconnect();
      await gone;
    },
  };
}

/** The same for equal results, however they came: bytes as they are, all else as JSON. */
function digestOf(all: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const one of all) hash.update(one instanceof Uint8Array ? one : JSON.stringify(one));
  return hash.digest('hex').slice(0, 16);
}

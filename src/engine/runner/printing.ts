import type { AsyncLocalStorage } from 'node:async_hooks';
import { StringDecoder } from 'node:string_decoder';
import { isOwnFrame } from '../own-frames.ts';
import type { Emitter } from './emitter.ts';

/** So much of a line is kept until its end comes, in characters; more is told before. */
const mostKept = 3_800;
/** Since then storage costs nothing at each `await`. */
const cheapStorageSince = 24;

type StreamName = 'stdout' | 'stderr';

/** What a task wrote to a stream of the line that has not ended. */
interface Begun {
  readonly decoder: StringDecoder;
  text: string;
}

/**
 * Tells what the user's tasks write to stdout and stderr as output of the task that does. A stream is
 * changed when it is first asked for: a task that prints nothing pays for none of it. Outside a task,
 * or where it is not known which, a stream is what it was.
 */
export class Printing {
  readonly #worker: string;
  readonly #emitter: Emitter;
  readonly #storage: AsyncLocalStorage<number> | undefined;
  readonly #underWay = new Set<number>();
  readonly #begun = new Map<string, Begun>();

  /** In a worker that may have `several` tasks under way at once. */
  constructor(worker: string, emitter: Emitter, several: boolean) {
    this.#worker = worker;
    this.#emitter = emitter;
    if (several && Number.parseInt(process.versions.node, 10) >= cheapStorageSince) {
      const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
      this.#storage = new AsyncLocalStorage();
    }
    for (const name of ['stdout', 'stderr'] as const) this.#replaceWhenAskedFor(name);
  }

  /** Runs a task, or what begins it. */
  during<T>(task: number, run: () => T): T {
    this.#underWay.add(task);
    return this.#storage === undefined ? run() : this.#storage.run(task, run);
  }

  /** Tells the begun lines of a task that came to its end at `at`. */
  ended(task: number, at: number): void {
    this.#underWay.delete(task);
    if (this.#begun.size === 0) return;
    for (const name of ['stdout', 'stderr']) {
      const begun = this.#begun.get(`${task} ${name}`);
      this.#begun.delete(`${task} ${name}`);
      const text = begun === undefined ? '' : begun.text + begun.decoder.end();
      if (text !== '') this.#emitter.emitAt(at, this.#line(task, text));
    }
  }

  /** The task that runs, as far as it is known. */
  get #current(): number | undefined {
    if (this.#storage !== undefined) return this.#storage.getStore();
    return this.#underWay.size === 1 ? this.#underWay.values().next().value : undefined;
  }

  #replaceWhenAskedFor(name: StreamName): void {
    const was = Object.getOwnPropertyDescriptor(process, name);
    if (was?.get === undefined) return;
    let stream: NodeJS.WriteStream | undefined;
    const get = () => {
      stream ??= this.#replace(name, was.get?.call(process) as NodeJS.WriteStream);
      return stream;
    };
    Object.defineProperty(process, name, { ...was, get });
  }

  #replace(name: StreamName, stream: NodeJS.WriteStream): NodeJS.WriteStream {
    const write = stream.write as (...given: readonly unknown[]) => boolean;
    const replaced = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
      const task = this.#current;
      const isText = typeof chunk === 'string' || chunk instanceof Uint8Array;
      if (task === undefined || !isText) return write.call(stream, chunk, ...rest);
      this.#take(task, name, bytesOrText(chunk, rest[0]));
      const callback = rest.find((one) => typeof one === 'function');
      if (callback !== undefined) process.nextTick(callback as () => void);
      return true;
    };
    stream.write = replaced as NodeJS.WriteStream['write'];
    return stream;
  }

  #take(task: number, name: StreamName, chunk: string | Uint8Array): void {
    const key = `${task} ${name}`;
    const begun = this.#begun.get(key) ?? { decoder: new StringDecoder(), text: '' };
    this.#begun.set(key, begun);
    const lines = (begun.text + (typeof chunk === 'string' ? chunk : begun.decoder.write(chunk))).split('\n');
    begun.text = lines.pop() ?? '';
    for (const line of lines) if (!isOwnFrame(line)) this.#emitter.emit(this.#line(task, line));
    while (begun.text.length > mostKept) {
      this.#emitter.emit({ ...this.#line(task, begun.text.slice(0, mostKept)), continues: true });
      begun.text = begun.text.slice(mostKept);
    }
    if (begun.text === '') this.#begun.delete(key);
  }

  #line(task: number, text: string) {
    return { type: 'output', stream: 'task', worker: this.#worker, task, text } as const;
  }
}

function bytesOrText(chunk: string | Uint8Array, encoding: unknown): string | Uint8Array {
  const isUtf8 = typeof encoding !== 'string' || /^utf-?8$/i.test(encoding);
  return typeof chunk !== 'string' || isUtf8 ? chunk : Buffer.from(chunk, encoding as BufferEncoding);
}

import { KeyDecoder } from './decoder.ts';

/** Tells the names of the keys that are typed, those of one read at once; gives what ends that. */
export function listenForKeys(stdin: NodeJS.ReadStream, listener: (keys: string[]) => void): () => void {
  const decoder = new KeyDecoder();
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;

  const tell = (keys: string[]) => {
    if (keys.length > 0) listener(keys);
  };
  const stopWaiting = () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
  /** Only after one more look at what has come: a program that was held up has not read it yet. */
  const lapse = () => {
    immediate = setImmediate(() => tell(decoder.lapse()));
  };
  const read = (chunk: Buffer) => {
    stopWaiting();
    const keys = decoder.decode(chunk);
    if (decoder.patience !== undefined) timer = setTimeout(lapse, decoder.patience);
    tell(keys);
  };

  stdin.on('data', read);
  return () => {
    stopWaiting();
    stdin.off('data', read);
    stdin.pause();
  };
}

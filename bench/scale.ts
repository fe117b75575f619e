import { readEnvironment } from '../src/engine/measure/environment.ts';
import { monotonicMs, RunStore } from '../src/ui/run-store.ts';
import { largeRun } from '../test/large-run.ts';
import { manyRounds } from '../test/many-rounds.ts';
import { alternate, median } from './alternate.ts';

const repeats = 7;
const batch = 50;
const keyEveryMs = 1;

/**
 * What a run of 10,000 tasks in 10,000 workers costs to fold, judge and report in all six formats, at
 * most 1,500 ms, beside ten runs of 1,000, at most 1.2. How long 64 lanes with 20 rounds wait for their
 * verdict, and the longest that a key waits meanwhile: at most 1,000 ms, and no longer than a frame.
 */
export async function measure(): Promise<void> {
  const few = largeRun(1_000, batch);
  const many = largeRun(10_000, batch);
  const tenTimes = () => Array.from({ length: 10 }).forEach(few);
  const what = { a: '10,000 tasks in 10,000 workers', b: 'ten times 1,000 in 1,000' };
  await alternate(what, timed(many), timed(tenTimes), repeats);
  const verdicts = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) verdicts.push(await verdictOf(64, 20));
  const [ms, key] = [verdicts.map(({ tookMs }) => tookMs), verdicts.map(({ longestMs }) => longestMs)].map(median);
  process.stdout.write(
    `verdict on 64 lanes with 20 rounds: ${ms?.toFixed(0)} ms; a key waits up to ${key?.toFixed(0)} ms meanwhile\n`,
  );
}

function timed(run: () => void): () => Promise<number> {
  return () => {
    const begin = performance.now();
    run();
    return Promise.resolve(performance.now() - begin);
  };
}

/** From the end of the session to the verdict, and how long what came in between had to wait at most. */
async function verdictOf(lanes: number, rounds: number): Promise<{ tookMs: number; longestMs: number }> {
  const { plan, start } = manyRounds(lanes, rounds);
  const store = new RunStore(start, monotonicMs, readEnvironment());
  store.run({ type: 'session', plan });
  let longestMs = 0;
  let last = performance.now();
  const keys = setInterval(() => {
    const now = performance.now();
    if (store.snapshot()?.endedAt !== undefined) longestMs = Math.max(longestMs, now - last - keyEveryMs);
    last = now;
  }, keyEveryMs);
  await new Promise<void>((resolve) => {
    store.onChange(() => {
      if (store.snapshot()?.verdicts !== undefined) resolve();
    });
  });
  const tookMs = monotonicMs() - (store.snapshot()?.endedAt ?? Number.NaN);
  clearInterval(keys);
  await store.close();
  return { tookMs, longestMs };
}

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Companion, CompanionKind } from './companion.ts';

/** How long the reference loop takes now, in ms; undefined where that cannot be told. One at a time. */
export type Measure = () => Promise<number | undefined>;

/** The reference loop of a session: another process takes the place of one that has died. */
export const referenceLoop: CompanionKind<Measure> = {
  title: 'the reference loop',
  entry: 'reference-loop.js',
  serve: async (first, again) => {
    let ask = asking(first);
    return async () => {
      const answer = await ask();
      if (answer !== undefined) return answer;
      const next = await again().catch(() => undefined);
      if (next === undefined) return undefined;
      ask = asking(next);
      return ask();
    };
  },
};

/** Undefined when the process is gone. */
function asking({ stdin, stdout, ended }: Companion): Measure {
  const lines = createInterface(stdout);
  return async () => {
    const answer = once(lines, 'line') as Promise<[string]>;
    stdin.write('\n');
    const said = await Promise.race([answer, ended.then(() => undefined)]);
    return said === undefined ? undefined : Number(said[0]);
  };
}

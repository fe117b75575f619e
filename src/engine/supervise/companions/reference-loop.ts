import type { Companion, CompanionKind } from './companion.ts';

/** How long the reference loop takes now, in ms; undefined where that cannot be told. One at a time. */
export type Measure = () => Promise<number | undefined>;

/** The reference loop of a session: another process takes the place of one that has died, or does not answer. */
export const referenceLoop: CompanionKind<Measure> = {
  title: 'the reference loop',
  entry: 'reference-loop.js',
  serve: (first, _, again) => {
    let loop = first;
    return async () => {
      const answer = await ask(loop);
      if (answer !== undefined) return answer;
      await loop.stop();
      const next = await again().catch(() => undefined);
      if (next === undefined) return undefined;
      loop = next;
      return ask(loop);
    };
  },
  isVital: false,
};

async function ask({ stdin, answer }: Companion): Promise<number | undefined> {
  const said = answer(/^\d+(\.\d+)?(e-?\d+)?$/);
  stdin.write('\n');
  const line = await said;
  return line === undefined ? undefined : Number(line);
}

import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { findModel, laneName, models, partsOf } from '../src/engine/catalog.ts';
import { interpreterFor } from '../src/engine/runtimes/interpreters.ts';
import { type RuntimeId, runtimeOf } from '../src/engine/runtimes/runtimes.ts';
import { bin } from '../test/smoke/lanes.ts';
import { type Case, cases } from './decide/cases.ts';
import { type Exhaustive, exhaustive } from './decide/exhaustive.ts';
import { startPartsServer } from './decide/parts-server.ts';
import { lastWord, poolSize, runByHand } from './hand.ts';

/** So much slower than the fastest a model may be, and is still the right answer. */
const tolerance = 1.1;
/** The share of answers that have to be right. */
const wanted = 19 / 20;
/** Beside no limit at all: as many at once as a careful program would have. */
const usualLimit = 8;

/** What can be chosen: how many rounds by hand, and which cases, by their ids with commas between. */
export interface DecideOptions {
  readonly count?: string;
  readonly only?: string;
}

/** What is read here of what `lanes decide` answers. */
interface Answer {
  readonly use: { readonly model: string; readonly workers?: number; readonly underWay?: number } | null;
  readonly because: string;
}

/**
 * Whether `lanes decide` is right: for each case of the labelled set its answer, and then the times of every
 * model by programs that are written by hand. An answer is right if the model that it names, with its limit or
 * its number of workers, is within 10 % of the fastest by the medians. Sets the exit code to 1 where fewer than
 * 19 of 20 are right. Takes two hours; `--count` and `--only` make it shorter.
 */
export async function measure({ count = '20', only }: DecideOptions): Promise<void> {
  const ids = only?.split(',');
  const chosen = cases.filter(({ id }) => ids === undefined || ids.includes(id));
  const unknown = ids?.filter((id) => !cases.some((one) => one.id === id)) ?? [];
  if (unknown.length > 0 || chosen.length === 0) {
    throw new Error(`no case is called ${unknown.join(', ')}; there are ${cases.map(({ id }) => id).join(', ')}`);
  }
  const server = await startPartsServer();
  const env = { PARTS_PORT: `${server.port}` };
  process.stdout.write('| case | label | answer | right | by hand, ms | notes |\n|---|---|---|---|---|---|\n');
  let right = 0;
  for (const one of chosen) if (await tryCase(one, Number(count), env)) right += 1;
  server.stop();
  process.stdout.write(`\n${right} of ${chosen.length} right\n`);
  if (right < wanted * chosen.length) process.exitCode = 1;
}

async function tryCase(one: Case, rounds: number, env: NodeJS.ProcessEnv): Promise<boolean> {
  const [name = '', ...exported] = one.file.split('#');
  const file = [fileURLToPath(new URL(`./decide/work/${name}`, import.meta.url)), ...exported].join('#');
  const answer = await answerFor(file, env);
  const named = 'failure' in answer ? undefined : answer.use && laneByHand(answer.use, one.tasks);
  const lanes = new Set([...(await lanesOf(one.runtime)), ...(named ? [named] : [])]);
  const found = await exhaustive([...lanes], rounds, (lane) => runByHand({ lane, file, tasks: one.tasks, env }));
  const isRight = named === null ? one.label.includes('none') : isNearFastest(named, found);
  const said = named ?? ('failure' in answer ? answer.failure : `none: ${answer.because}`);
  const times = found.times.map(({ lane, ms }) => `${lane} ${ms.toFixed(ms < 10 ? 2 : 0)}`).join(', ');
  const cells = [one.id, one.label.join(', '), said, isRight ? 'yes' : 'NO', times, notesOf(one, found)];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
  return isRight;
}

async function answerFor(file: string, env: NodeJS.ProcessEnv): Promise<Answer | { readonly failure: string }> {
  const args = [bin, 'decide', file, '--format', 'json'];
  const ended = await execa(process.execPath, args, { env, stdin: 'ignore', reject: false });
  return ended.stdout === '' ? { failure: lastWord(ended) } : (JSON.parse(ended.stdout) as Answer);
}

/** The models of a runtime that a program by hand can have; an emulation is none. */
async function lanesOf(runtime: RuntimeId): Promise<string[]> {
  const there = await Promise.all(
    models.map(async (model) => {
      if (model.runtime !== runtime || model.id === 'gil-threads') return [];
      const found = await interpreterFor(model.id, model, [runtimeOf(runtime).command]);
      if ('reason' in found) return [];
      const isParallelLoop = model.workers === 'loop' && model.id !== runtimeOf(runtime).baseline;
      return isParallelLoop ? [model.id, `${model.id}:${usualLimit}`] : [model.id];
    }),
  );
  return there.flat();
}

/** What the programs by hand call it: with a number only where that means something else than none. */
function laneByHand({ model, workers, underWay }: NonNullable<Answer['use']>, tasks: number): string {
  const { id } = partsOf(model);
  const number = underWay ?? workers;
  const kind = findModel(id)?.workers;
  const isUsual = kind === 'pool' ? number === poolSize : number !== undefined && number >= tasks;
  return laneName({ id, ...(number !== undefined && !isUsual && { workers: number }) });
}

function isNearFastest(named: string | undefined, { times: [fastest], times }: Exhaustive): boolean {
  const own = times.find(({ lane }) => lane === named);
  return own !== undefined && fastest !== undefined && own.ms <= tolerance * fastest.ms;
}

function notesOf({ label }: Case, { times: [fastest], isSame }: Exhaustive): string {
  const isLabelled = label.includes(partsOf(fastest?.lane ?? '').id);
  return [...(isSame ? [] : ['results differ']), ...(isLabelled ? [] : ['the fastest is not in the label'])].join('; ');
}

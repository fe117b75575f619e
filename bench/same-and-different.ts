import { execa } from 'execa';
import { fold } from '../src/engine/lane/fold.ts';
import { newLane } from '../src/engine/lane/lane.ts';
import { type Decision, decide } from '../src/engine/measure/verdict/decision.ts';
import { type Plan, planOf, tasksOf } from '../src/engine/plan.ts';
import type { Report } from '../src/engine/report/report.ts';
import { runnerFor } from '../src/engine/runtimes/interpreters.ts';
import { isDrift } from '../src/engine/session/run-record.ts';
import { mostRepeats } from '../src/engine/session/schedule.ts';
import { startCompanion } from '../src/engine/supervise/companions/companion.ts';
import { type Measure, referenceLoop } from '../src/engine/supervise/companions/reference-loop.ts';
import { startGuard } from '../src/engine/supervise/guard.ts';
import { startRun } from '../src/engine/supervise/run.ts';
import { scenarioOf } from '../test/lanes.ts';
import { bin } from '../test/smoke/lanes.ts';
import { simulatedTables } from './simulated.ts';

const rounds = 10;
const real = 20;
const difference = 1.15;
/** About 150 ms of counting on a machine of 2026. */
const size = 400_000_000;

/**
 * Whether the verdict cries wolf: the same model under two names, told apart in at most 5 % of
 * repetitions; and whether it sees what is there: 15 % more work, found in at least 80 %. On
 * simulated rounds, in the tables of docs/method.md, and on real ones.
 */
export async function measure(): Promise<void> {
  for (const line of simulatedTables()) process.stdout.write(`${line}\n`);
  tell('same, real sessions', await share(real, sameModelTwice));
  const guard = await startGuard();
  const { service: measure, stop } = await startCompanion(referenceLoop, guard);
  const timed = (plan: Plan) => timeSteadily(plan, measure, (steady) => runOnce(steady, guard));
  tell('15 % more work, real runs', await share(real, async (seed) => isTold(await realDecision(seed, timed))));
  await stop();
}

function tell(what: string, { so, of }: { readonly so: number; readonly of: number }): void {
  process.stdout.write(`${what}: told apart in ${so} of ${of}\n`);
}

async function share(of: number, isSo: (seed: number) => Promise<boolean>): Promise<{ so: number; of: number }> {
  let so = 0;
  for (let seed = 1; seed <= of; seed += 1) if (await isSo(seed)) so += 1;
  return { so, of };
}

function isTold({ ranking }: Pick<Decision, 'ranking'>): boolean {
  return ranking.length > 1;
}

/** A session through the command line, in which a pool of its usual size also has that size as a number. */
async function sameModelTwice(seed: number): Promise<boolean> {
  const amounts = ['--workers', '2', '--tasks', '2', '--size', `${size}`, '--rounds', `${rounds}`, '--seed', `${seed}`];
  const args = ['run', 'count', '--models', 'thread-pool,thread-pool:2', ...amounts, '--format', 'json'];
  const { stdout } = await execa(process.execPath, [bin, ...args], { stdin: 'ignore' });
  return isTold((JSON.parse(stdout) as Report).verdict);
}

/** Rounds in which one lane has more to do, which no plan can ask for. */
async function realDecision(seed: number, timed: (plan: Plan) => Promise<number | undefined>): Promise<Decision> {
  const plans = [planFor(size), planFor(size * difference)];
  const times: (number | undefined)[][] = [[], []];
  for (const plan of plans) await timed(plan);
  for (let round = 0; round < rounds; round += 1) {
    const order = (seed + round) % 2 === 0 ? [0, 1] : [1, 0];
    for (const place of order) times[place]?.push(await timed(plans[place] as Plan));
  }
  const [one = [], other = []] = times;
  return decide(
    [
      { lane: 'one', times: one },
      { lane: 'other', times: other },
    ],
    seed,
  );
}

function planFor(counted: number): Plan {
  const amounts = { tasks: 1, size: Math.round(counted) };
  return planOf(scenarioOf('count'), { lanes: ['sequential'], workers: 2, live: 64, seed: 1, ...amounts });
}

/** As a session does it: again where the machine drifted, and not counted where it always did. */
async function timeSteadily(
  plan: Plan,
  measure: Measure,
  run: (plan: Plan) => Promise<number>,
): Promise<number | undefined> {
  for (let repeats = 0; repeats <= mostRepeats; repeats += 1) {
    const beforeMs = await measure();
    const ms = await run(plan);
    const afterMs = await measure();
    if (beforeMs !== undefined && afterMs !== undefined && !isDrift({ beforeMs, afterMs })) return ms;
  }
  return undefined;
}

async function runOnce(plan: Plan, guard: Awaited<ReturnType<typeof startGuard>>): Promise<number> {
  const [name = ''] = plan.lanes;
  const runner = await runnerFor(name, plan.interpreters);
  if ('unavailable' in runner) throw new Error(runner.unavailable);
  const tasks = tasksOf(plan);
  let lane = newLane(name, tasks);
  const onEvents: Parameters<typeof startRun>[0]['onEvents'] = (events) => {
    lane = fold(lane, events);
  };
  await startRun({ plan, lane: name, runner, tasks, guard, onEvents }).ended;
  return lane.lastAt / 1_000;
}

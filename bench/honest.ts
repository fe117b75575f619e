import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { models } from '../src/engine/catalog.ts';
import { fold } from '../src/engine/lane/fold.ts';
import { newLane } from '../src/engine/lane/lane.ts';
import { type Plan, planOf, tasksOf } from '../src/engine/plan.ts';
import { runnerFor } from '../src/engine/runtimes/interpreters.ts';
import type { RunnerCommand } from '../src/engine/runtimes/runtime.ts';
import { type RunRecord, recordOf } from '../src/engine/session/run-record.ts';
import { startGuard } from '../src/engine/supervise/guard.ts';
import { startRun } from '../src/engine/supervise/run.ts';
import { scenarioOf } from '../test/lanes.ts';
import { median } from './alternate.ts';

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}`, import.meta.url));
const rounds = 7;
const memoryRounds = 3;

/** What an observer outside of lanes saw of a run, and what lanes tells of it. */
interface Sides<Seen> {
  readonly outside: Seen;
  readonly told: RunRecord;
}

interface Times {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/**
 * What lanes tells of runs beside what is seen from outside of them, under every model: a shell
 * script around the runner for time and CPU, a sampler of its process group for memory. The whole
 * life of a process is boot, wall and exit. The wall alone cannot be seen from outside; how much
 * longer it is for a long run than for a short one can.
 */
export async function measure(): Promise<void> {
  const guard = await startGuard();
  const folder = mkdtempSync(join(tmpdir(), 'lanes-bench-'));
  process.stdout.write(
    `| model | life, ms | outside | off by | wall, ms | outside | off by | CPU, ms | kernel | off by | peak, MB | outside | off by |\n|---|${'--:|'.repeat(12)}\n`,
  );
  for (const { id } of models) {
    const runner = await runnerFor(id, { node: ['node'], python: ['python3'] });
    if ('unavailable' in runner) continue;
    const observed = (plan: Plan, around: readonly string[]) => observe(plan, id, runner, around);
    const long = planFor(id, { tasks: 4 });
    const short = planFor(id, { tasks: 1, size: 1 });
    const timer = ['bash', program('outside-time.sh')];
    await observed(short, timer);
    const times: { long: Sides<Times>; short: Sides<Times> }[] = [];
    for (let round = 0; round < rounds; round += 1)
      times.push({ long: timesIn(await observed(long, timer)), short: timesIn(await observed(short, timer)) });
    const memory: Sides<number>[] = [];
    for (let round = 0; round < memoryRounds; round += 1) {
      const { told, outside } = await observed(long, ['python3', program('outside-memory.py')]);
      memory.push({ told, outside: Number(outside) });
    }
    const cells = [
      ...compared(times.map(({ long: { told, outside } }) => [told.around?.lifeMs ?? 0, outside.wallMs])),
      ...compared(
        times.map(({ long: one, short: other }) => [
          one.told.lastedMs - other.told.lastedMs,
          one.outside.wallMs - other.outside.wallMs,
        ]),
      ),
      ...compared(times.map(({ long: { told, outside } }) => [cpuOf(told), outside.cpuMs])),
      ...compared(memory.map(({ told, outside }) => [(told.peakBytes ?? 0) / 1e6, outside / 1e6])),
    ];
    process.stdout.write(`| ${[id, ...cells].join(' | ')} |\n`);
  }
  rmSync(folder, { recursive: true });

  async function observe(
    plan: Plan,
    name: string,
    { file, args }: RunnerCommand,
    around: readonly string[],
  ): Promise<Sides<string>> {
    const [observer = '', ...first] = around;
    const seen = join(folder, 'seen');
    const tasks = tasksOf(plan);
    let lane = newLane(name, tasks);
    const run = startRun({
      plan,
      lane: name,
      tasks,
      guard,
      runner: { file: observer, args: [...first, seen, file, ...args] },
      onEvents: (events) => {
        lane = fold(lane, events);
      },
    });
    const life = await run.ended;
    const told = recordOf(lane, { round: 1, kind: 'measured' }, life, 2);
    if (told === undefined || told.state !== 'finished') throw new Error(`${name}: ${lane.reason ?? lane.state}`);
    return { told, outside: readFileSync(seen, 'utf8') };
  }
}

/** Counting, in the size of the lane's runtime where no other is given. */
function planFor(lane: string, amounts: { tasks: number; size?: number }): Plan {
  return planOf(scenarioOf('count'), { lanes: [lane], workers: 2, live: 64, seed: 1, ...amounts });
}

/** What the shell script wrote: two stamps in seconds, and CPU times as 1m2.345s. */
function timesIn({ told, outside }: Sides<string>): Sides<Times> {
  const [stamps = '', , children = ''] = outside.split('\n');
  const [begin = 0, end = 0] = stamps.split(' ').map((stamp) => Number(stamp.replace(',', '.')) * 1_000);
  const cpu = children.split(' ').map((text) => {
    const [minutes = 0, seconds = 0] = text.split(/[ms]/).map((part) => Number(part.replace(',', '.')));
    return (minutes * 60 + seconds) * 1_000;
  });
  return { told, outside: { wallMs: end - begin, cpuMs: cpu.reduce((sum, ms) => sum + ms, 0) } };
}

function cpuOf({ figures }: RunRecord): number {
  return (figures?.cpuMs ?? 0) + (figures?.bootCpuMs ?? 0);
}

/** Medians of what was told and what was seen, and of how far the one is off the other. */
function compared(pairs: readonly (readonly [told: number, seen: number])[]): string[] {
  const off = median(pairs.map(([told, seen]) => told / seen - 1));
  return [
    median(pairs.map(([told]) => told)).toFixed(0),
    median(pairs.map(([, seen]) => seen)).toFixed(0),
    `${off < 0 ? '' : '+'}${(100 * off).toFixed(1)} %`,
  ];
}

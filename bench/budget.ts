import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { bin } from '../test/smoke/lanes.ts';
import { lastWord } from './hand.ts';

/** Budgets, and within what the command has to have ended, both in seconds. */
const budgets = [
  { seconds: 10, most: 12 },
  { seconds: 30, most: 33 },
];
const taskMs = [0.1, 50, 5_000];
const tasks = 24;
const files = ['steps.mjs', 'steps.py'];
/** So many steps take some milliseconds, from which the steps of one follow. */
const trial = { 'steps.mjs': 100_000_000, 'steps.py': 1_000_000 } as const;

/** What can be chosen: the longest budget that is tried. */
export interface BudgetOptions {
  readonly seconds?: string;
}

/**
 * Whether `lanes decide` keeps to its budget whatever the length of a task is: from the start of the command to
 * its end, for Node and for Python. Sets the exit code to 1 where it does not, or where it gives no decision.
 * Takes five minutes.
 */
export async function measure({ seconds = '30' }: BudgetOptions): Promise<void> {
  const chosen = budgets.filter((budget) => budget.seconds <= Number(seconds));
  process.stdout.write(
    '| budget | work | a task, ms | ended after, s | at most | | says |\n|--:|---|--:|--:|--:|---|---|\n',
  );
  for (const file of files as (keyof typeof trial)[]) {
    const path = fileURLToPath(new URL(`./budget/${file}`, import.meta.url));
    const stepsInMs = await calibrate(path, trial[file]);
    for (const ms of taskMs) for (const budget of chosen) await tryBudget(path, ms, Math.round(ms * stepsInMs), budget);
  }
}

async function tryBudget(path: string, ms: number, steps: number, { seconds, most }: (typeof budgets)[number]) {
  const amounts = ['--input', `${steps}`, '--tasks', `${tasks}`];
  const args = [bin, 'decide', path, ...amounts, '--budget', `${seconds}s`, '--format', 'json'];
  const begin = performance.now();
  const ended = await execa(process.execPath, args, { stdin: 'ignore', reject: false });
  const took = (performance.now() - begin) / 1_000;
  const says = ended.stdout === '' ? `no decision: ${lastWord(ended)}` : because(ended.stdout);
  const isKept = took <= most && ended.stdout !== '';
  const name = path.split('/').at(-1);
  const cells = [`${seconds} s`, name, ms, took.toFixed(1), most, isKept ? 'kept' : 'MISSED', says];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
  if (!isKept) process.exitCode = 1;
}

function because(decision: string): string {
  const { use, because: why } = JSON.parse(decision) as { use: { lane: string } | null; because: string };
  return `${use?.lane ?? 'none'}: ${why}`;
}

/** How many steps a millisecond has: the least of some trials, in a process that has begun, what disturbs it left out. */
async function calibrate(path: string, steps: number): Promise<number> {
  const program = path.endsWith('.py') ? pythonTrial(path, steps) : nodeTrial(path, steps);
  const { stdout } = await execa(program.command, program.args, { stdin: 'ignore' });
  return steps / Number(stdout);
}

interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

function nodeTrial(path: string, steps: number): Program {
  const code = `const { default: work } = await import(process.argv[1]);
    const times = [1, 2, 3].map(() => { const begin = performance.now(); work(${steps}); return performance.now() - begin; });
    console.log(Math.min(...times));`;
  return { command: process.execPath, args: ['--input-type=module', '--eval', code, path] };
}

function pythonTrial(path: string, steps: number): Program {
  const code = `import runpy, sys, time
task = runpy.run_path(sys.argv[1])["task"]
times = []
for _ in range(3):
    begin = time.perf_counter()
    task(${steps})
    times.append((time.perf_counter() - begin) * 1000)
print(min(times))`;
  return { command: 'python3', args: ['-B', '-c', code, path] };
}

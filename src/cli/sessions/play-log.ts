import { type Log, openLog } from '../../engine/log/log.ts';
import { Replay } from '../../engine/replay/replay.ts';
import { maxSpeed } from '../../engine/replay/speed.ts';
import { formats } from '../../engine/report/formats.ts';
import { writeReport } from '../files/write-report.ts';
import type { ReplayOptions } from '../options/given.ts';
import { tell } from '../tell.ts';
import { runHeadless } from './headless.ts';

const wall = () => performance.now();

/** Plays a log in the dashboard; gives the exit code. Rejects with a LogError before anything is drawn. */
export async function playInDashboard(file: string, { speed = 1 }: ReplayOptions): Promise<number> {
  const log = await openLog(file);
  await readThrough(log);
  const replay = new Replay(log, { speed, wall });
  const { environment } = log.header;
  const { scenario, workers, live, seed } = replay.plan;
  const { inDashboard } = await import('./in-dashboard.ts');
  const exitCode = await inDashboard({
    start: replay.start,
    replay,
    choices: { workers, live, seed },
    scenarios: [scenario],
    scenario,
    environment,
  });
  tellInterruption(replay);
  return exitCode;
}

/** Folds a log at once and reports it; gives the exit code. Rejects with a LogError. */
export async function playToReport(file: string, options: ReplayOptions): Promise<number> {
  const log = await openLog(file);
  const replay = new Replay(log, { speed: maxSpeed, wall });
  const { environment } = log.header;
  const { report, exitCode } = await runHeadless({ start: replay.start, plan: replay.plan, environment });
  const written = await writeReport(formats[options.format]?.(report) ?? '', options, exitCode);
  tellInterruption(replay);
  return written.exitCode;
}

/** What is wrong with a log is told before the first half of it is shown. */
async function readThrough(log: Log): Promise<void> {
  for await (const _ of log.entries());
}

function tellInterruption({ file, interruptedAt }: Replay): void {
  if (interruptedAt !== undefined)
    tell(`${file}: the recording was interrupted; played up to where it ends, line ${interruptedAt}`);
}

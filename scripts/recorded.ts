/** Writes what the recorded sessions in test/fixtures/logs are reported as, in each format. */
import { globSync, writeFileSync } from 'node:fs';
import { openLog } from '../src/engine/log/log.ts';
import { allowedCores } from '../src/engine/measure/environment.ts';
import { Replay } from '../src/engine/replay/replay.ts';
import { maxSpeed } from '../src/engine/replay/speed.ts';
import { formats } from '../src/engine/report/formats.ts';
import type { Report } from '../src/engine/report/report.ts';
import { reportOf } from '../src/engine/report/report-of.ts';
import { foldingListener } from '../src/engine/session/folding.ts';
import { newSession } from '../src/engine/session/session-state.ts';

/** The logs, without their endings. */
export const recorded: readonly string[] = globSync('test/fixtures/logs/*.log').map((file) => file.slice(0, -4));

/** The report of a log as the file with the name of the format has it. */
export async function recordedReport(name: string): Promise<Report> {
  const log = await openLog(`${name}.log`);
  const { environment } = log.header;
  const replay = new Replay(log, { speed: maxSpeed, wall: () => 0 });
  let state = newSession(replay.plan.lanes, allowedCores(environment));
  const listener = foldingListener((change) => {
    state = change(state);
  });
  await replay.start(replay.plan, listener).finished;
  return reportOf(replay.plan, state, environment);
}

if (import.meta.main) {
  for (const name of recorded) {
    const report = await recordedReport(name);
    for (const [format, text] of Object.entries(formats)) writeFileSync(`${name}.${format}`, text(report));
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { protocolVersion, type RunRequest } from '../src/engine/protocol/request.ts';
import { runnerFor } from '../src/engine/runtimes/interpreters.ts';
import { byRuntime, runtimeOf } from '../src/engine/runtimes/runtimes.ts';
import type { TaskSpec } from '../src/tasks/task.ts';
import type { RunChoices } from './run-tasks.ts';

/** Runs tasks under a model with a reader of its own at the event pipe; gives its lines as they came out of it. `more`: of the request. */
export async function eventLines(
  model: string,
  tasks: readonly TaskSpec[],
  interpreters: RunChoices['interpreters'] = {},
  more: Partial<RunRequest> = {},
): Promise<string[]> {
  const runner = await runnerFor(
    model,
    byRuntime((id) => interpreters[id]?.map(({ command }) => command) ?? [runtimeOf(id).command]),
  );
  if ('unavailable' in runner) throw new Error(runner.unavailable);
  const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
  const events = join(folder, 'events');
  await execa('mkfifo', [events]);
  const reader = execa('cat', [events], { encoding: 'buffer', stripFinalNewline: false, reject: false });
  const request: RunRequest = {
    protocol: protocolVersion,
    model,
    lane: model,
    tasks,
    events,
    workers: 2,
    live: 64,
    switchIntervalMs: 5,
    ...more,
  };
  try {
    await execa(runner.file, runner.args, { input: JSON.stringify(request) });
    const { stdout } = await reader;
    return new TextDecoder('utf-8', { fatal: true }).decode(stdout).split('\n');
  } finally {
    // A runner that died before it opened the pipe leaves its reader waiting for one that does.
    reader.kill();
    rmSync(folder, { recursive: true });
  }
}

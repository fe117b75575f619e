import { spawnSync } from 'node:child_process';
import type { Report } from '../../src/engine/report/report.ts';
import type { Fault } from './fault.ts';
import type { Place } from './place.ts';
import { type Outcome, recordedText } from './session.ts';

/** So soon the end of a lane has to be told after the death of one of its processes, ms. */
const noticeMs = 1_000;
const died = /was killed by SIG(KILL|TERM)|^lost when process/;

/** What is wrong with how a session came out; nothing where it came out as it has to. */
export function faultsIn(fault: Fault, outcome: Outcome, place: Place): string[] {
  const { exitCode, doneAt, text, terminal, report } = outcome;
  if (exitCode === undefined) return ['it did not end'];
  if (/^\s+at \S+ \(|Traceback|uncaught|unhandled/im.test(text)) return [`a stack trace: ${text.slice(-400)}`];
  const isDead = fault.target === 'lanes' && fault.signal === 'SIGKILL' && doneAt !== undefined;
  return [
    ...wrongExit(fault, outcome),
    ...(terminal === undefined || terminal.isRestored || isDead ? [] : ['the terminal was not restored']),
    ...(report === undefined ? [] : [...wrongLanes(fault, report), ...lostLines(report, place)]),
    ...lateNotice(fault, outcome),
    ...(fault.surface === 'recording' ? wrongLog(outcome, place) : []),
  ];
}

/** With which codes a session may end. */
function codesOf({ target, signal, next }: Fault, doneAt: number | undefined): readonly number[] {
  if (doneAt === undefined) return [0];
  if (signal === 'SIGSTOP') return next === 'stop' ? [143, 0] : [0];
  if (target === 'lanes') return signal === 'SIGKILL' ? [137, 0] : [143, 0];
  // Without a server nothing could be run, where it died before the first run.
  if (target === 'companion') return [0, 1, 3];
  return target === 'guard' ? [0] : [0, 1];
}

function wrongExit(fault: Fault, { exitCode = -1, doneAt, text }: Outcome): string[] {
  const codes = codesOf(fault, doneAt);
  return codes.includes(exitCode)
    ? []
    : [`ended with ${exitCode}, not with ${codes.join(' or ')}: ${text.slice(-300)}`];
}

/** Where one process died, one lane has failed at most, and for that; the others finished. A server is of all. */
function wrongLanes({ target, next, signal }: Fault, { lanes }: Report): string[] {
  const isStopped = (target === 'lanes' && signal === 'SIGTERM') || (signal === 'SIGSTOP' && next === 'stop');
  const failed = lanes.filter(({ state }) => state === 'failed');
  const strange = lanes.filter(
    ({ state }) => !['finished', 'failed', ...(isStopped ? ['stopped'] : [])].includes(state),
  );
  const unexplained = failed.flatMap(({ lane, reason, rounds }) => {
    const reasons = rounds.flatMap(({ tasks }) => tasks.flatMap(({ error }) => error?.message ?? []));
    return [reason ?? '', ...reasons].every((one) => died.test(one)) ? [] : `${lane} failed: ${reason}, ${reasons}`;
  });
  const most = target === 'companion' ? lanes.length : 1;
  return [
    ...strange.map(({ lane, state }) => `${lane} is ${state}`),
    ...unexplained,
    ...(failed.length > most ? [`${failed.length} lanes failed`] : []),
  ];
}

/** What a task printed is there from its first line on, without a gap; and at least as much as is known to have been written. */
function lostLines({ lanes }: Report, place: Place): string[] {
  const gaps = lanes.flatMap(({ lane, rounds }) =>
    rounds.flatMap(({ tasks, output }) =>
      tasks.flatMap(({ id }) => {
        const numbers = output.flatMap(({ task, line }) =>
          task === id ? (/^Number: (\d+)$/.exec(line)?.[1] ?? []) : [],
        );
        return numbers.some((number, index) => Number(number) !== index) ? `${lane} lost lines: ${numbers}` : [];
      }),
    ),
  );
  const told = lanes
    .filter(({ lane }) => !lane.startsWith('py-'))
    .reduce(
      (sum, { rounds }) =>
        sum + rounds.reduce((most, { output }) => most + output.filter(({ task }) => task !== undefined).length, 0),
      0,
    );
  const written = place.witnessed();
  return written > told ? [...gaps, `${written} lines were written, ${told} are told`] : gaps;
}

/** A busy machine runs nothing in time: what a process takes there that does nothing is allowed for. */
function lateNotice({ target, signal }: Fault, { doneAt, failedAt }: Outcome): string[] {
  if (doneAt === undefined || failedAt === undefined || signal === 'SIGSTOP' || target === 'lanes') return [];
  const lateMs = failedAt - doneAt;
  if (lateMs <= noticeMs) return [];
  const begin = performance.now();
  spawnSync('true');
  const allowedMs = noticeMs + 20 * (performance.now() - begin);
  return lateMs <= allowedMs ? [] : [`told ${lateMs.toFixed(0)} ms after the death`];
}

/** Whatever became of the session, its log can be read up to where it ends. */
function wrongLog({ report }: Outcome, place: Place): string[] {
  const log = recordedText(place.log);
  if (log === undefined) return report === undefined ? [] : ['there is no log'];
  const lines = log.trimEnd().split('\n').slice(0, -1);
  return lines.flatMap((line, index) => {
    try {
      JSON.parse(line);
      return [];
    } catch {
      return [`line ${index + 1} of the log is none: ${line.slice(0, 80)}`];
    }
  });
}

import type { Environment } from '../measure/environment.ts';
import type { RunEvent } from '../protocol.ts';
import type { Start } from '../session/session.ts';
import type { EventEntry, LogEntry } from './entry.ts';
import { headerOf } from './header.ts';
import { LogWriter } from './log-writer.ts';

/** Sessions that leave a log. */
export interface Recording {
  readonly start: Start;
  /** Why the last log could not be written, if so. */
  readonly failure: () => string | undefined;
}

/**
 * Has every session that `start` starts leave all it told in `file`: beside it while it goes on,
 * in its place once it has ended. A log that cannot be written stops no session.
 */
export function recording(start: Start, file: string, environment: Environment): Recording {
  let failure: string | undefined;
  return {
    failure: () => failure,
    start: (plan, listener) => {
      let writer: LogWriter | undefined;
      const session = start(plan, {
        begin: (tasks) => {
          writer = new LogWriter(file);
          writer.write(line(headerOf(plan, tasks, environment)));
          listener.begin(tasks);
        },
        starting: (lane, round) => {
          writer?.write(line<LogEntry>({ lane, starting: now(), ...round }));
          listener.starting(lane, round);
        },
        events: (lane, events) => {
          writer?.write(linesOf(lane, events));
          listener.events(lane, events);
        },
        ended: (lane, around) => {
          writer?.write(line<LogEntry>({ lane, around }));
          listener.ended(lane, around);
        },
      });
      const end = async () => {
        writer?.write(line<LogEntry>({ ended: now() }));
        failure = await writer?.end();
      };
      return { ...session, finished: session.finished.finally(end) };
    },
  };
}

function linesOf(lane: string, events: readonly RunEvent[]): string {
  return events.map((event) => line<EventEntry>({ lane, event })).join('');
}

function line<T>(content: T): string {
  return `${JSON.stringify(content)}\n`;
}

function now(): string {
  return String(process.hrtime.bigint());
}

import type { WaitKind } from '../../protocol.ts';
import type { Activity } from './activity.ts';

/** How a worker's active time divides, µs; exactly. */
export interface Allotment {
  readonly running: number;
  readonly runQueue: number;
  readonly waiting: Readonly<Record<WaitKind, number>>;
  readonly unattributed: number;
}

/** Waits that a worker can leave to run something: callbacks run inside the wait that they end. */
const interruptible: readonly WaitKind[] = ['io', 'sleep'];

/**
 * Divides a worker's active time by what the kernel counted. The counters have no stamps: they
 * tell how long, not when. So CPU time goes first to the time in which a task was in no wait, then
 * to I/O and sleep, and what of it fits nowhere was not in the worker's own line of execution, but in
 * that of helper threads (collector, compiler), and is in no part.
 * Time in the run queue follows the same way. What then remains of the time outside waits is
 * unattributed; CPU time that was used inside waits while there was room outside makes the waits
 * and the unattributed time look longer by as much, and never changes `running`.
 */
export function allot(
  { busy, waiting }: Activity,
  used: { readonly cpu: number; readonly runQueue: number },
): Allotment {
  const rest = { ...waiting };
  let free = busy;
  function take(us: number): number {
    const outside = Math.min(free, us);
    free -= outside;
    return interruptible.reduce((taken, kind) => {
      const inside = Math.min(rest[kind], us - taken);
      rest[kind] -= inside;
      return taken + inside;
    }, outside);
  }
  const running = take(used.cpu);
  const runQueue = take(used.runQueue);
  return { running, runQueue, waiting: rest, unattributed: free };
}

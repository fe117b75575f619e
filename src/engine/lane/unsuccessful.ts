/** How many tasks of a run, of how many, finished without success, and how many of them for which reason. */
export interface Unsuccessful {
  readonly tasks: number;
  readonly of: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/** So many reasons are told apart: a run may give as many as it has tasks. */
const mostReasons = 16;
const anyOther = 'other reasons';
/** So many of them are told in a text. */
const mostTold = 3;

/** The same with another task that came to nothing. */
export function withOneMore({ tasks, of, reasons }: Unsuccessful, reason: string): Unsuccessful {
  const isTold = Object.hasOwn(reasons, reason) || Object.keys(reasons).length < mostReasons;
  const name = isTold ? reason : anyOther;
  const before = Object.hasOwn(reasons, name) ? (reasons[name] ?? 0) : 0;
  return { tasks: tasks + 1, of, reasons: { ...reasons, [name]: before + 1 } };
}

/** Whether there was no task that succeeded. */
export function isInVain({ tasks, of }: Unsuccessful): boolean {
  return tasks > 0 && tasks === of;
}

/** `8 of 8 failed: connection refused`, with how many for which reason where there are several; nothing where none failed. */
export function unsuccessfulText({ tasks, of, reasons }: Unsuccessful): string[] {
  if (tasks === 0) return [];
  const ordered = Object.entries(reasons).toSorted(([, a], [, b]) => b - a);
  const [only, ...others] = ordered.map(([reason, count]) => (ordered.length === 1 ? reason : `${reason} (${count})`));
  const told = [only, ...others.slice(0, mostTold - 1), ...(others.length < mostTold ? [] : [anyOther])];
  return [`${tasks} of ${of} failed: ${told.join(', ')}`];
}

/** Events of the Trace Event Format, times in µs. */
export interface TraceEvent {
  readonly name: string;
  readonly cat?: string;
  readonly ph: 'X' | 'M' | 'C' | 'b' | 'e';
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly id?: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

type Args = NonNullable<TraceEvent['args']>;

/** A slice on the track of a thread. */
export function slice(
  name: string,
  cat: string,
  pid: number,
  tid: number,
  from: number,
  to: number,
  args?: Args,
): TraceEvent {
  return { name, cat, ph: 'X', ts: from, dur: to - from, pid, tid, ...(args !== undefined && { args }) };
}

/** A name or a place in the order, of a process or of a thread. */
export function metadata(name: string, pid: number, tid: number, args: Args): TraceEvent {
  return { name, ph: 'M', ts: 0, pid, tid, args };
}

/** Values of a counter of a process, from then on. */
export function counter(name: string, pid: number, at: number, args: Args): TraceEvent {
  return { name, ph: 'C', ts: at, pid, tid: 0, args };
}

/** An asynchronous slice, on a track of its own, and the slices inside it, which must not overlap. */
export function asyncTask(
  name: string,
  pid: number,
  tid: number,
  task: number,
  { from, to, args }: { readonly from: number; readonly to: number; readonly args: Args },
  parts: readonly { readonly name: string; readonly from: number; readonly to: number }[],
): TraceEvent[] {
  const common = { cat: 'task', pid, tid, id: `${pid}.${task}` };
  return [
    { ...common, name, ph: 'b', ts: from, args },
    ...parts.flatMap((part): TraceEvent[] => [
      { ...common, name: part.name, ph: 'b', ts: part.from },
      { ...common, name: part.name, ph: 'e', ts: part.to },
    ]),
    { ...common, name, ph: 'e', ts: to },
  ];
}

import type { Json } from '../../../src/tasks/task.ts';

/**
 * Checks a trace against the Trace Event Format, as its published description (Duca and Sinclair,
 * Google, 2016) defines the JSON object form, and more strictly than viewers do: they drop what
 * they cannot place, and this tells of it. Gives what is wrong, one line each.
 */
export function checkTrace(text: string): string[] {
  let root: Json;
  try {
    root = JSON.parse(text) as Json;
  } catch (error) {
    return [`is no JSON: ${(error as Error).message}`];
  }
  if (!isObject(root) || !Array.isArray(root['traceEvents'])) return ['has no list of traceEvents'];
  const unit = root['displayTimeUnit'];
  const problems = unit === undefined || unit === 'ms' || unit === 'ns' ? [] : ['displayTimeUnit is neither ms nor ns'];
  const events: Event[] = [];
  root['traceEvents'].forEach((value: Json, index: number) => {
    const wrong = checkEvent(value);
    problems.push(...wrong.map((problem) => `event ${index} ${problem}`));
    if (wrong.length === 0) events.push(value as unknown as Event);
  });
  return [...problems, ...checkNesting(events), ...checkAsync(events), ...checkNames(events)];
}

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur: number;
  readonly pid: number;
  readonly tid: number;
  readonly cat: string;
  readonly id: string;
  readonly scope?: string;
}

type JsonObject = { readonly [key: string]: Json };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: Json | undefined): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** What each phase needs besides name, ts, pid and tid. */
const needs: Readonly<Record<string, (event: JsonObject) => string[]>> = {
  X: ({ dur }) => (isTime(dur) ? [] : ['has no dur of zero or more']),
  b: checkAsyncKeys,
  e: checkAsyncKeys,
  C: ({ args }) =>
    isObject(args) && Object.keys(args).length > 0 && Object.values(args).every(Number.isFinite)
      ? []
      : ['is a counter without numbers'],
  M: checkMetadata,
};

function checkEvent(event: Json): string[] {
  if (!isObject(event)) return ['is no object'];
  const problems: string[] = [];
  if (typeof event['name'] !== 'string' || event['name'] === '') problems.push('has no name');
  if (!isTime(event['ts'])) problems.push('has no ts of zero or more');
  for (const key of ['pid', 'tid']) if (!Number.isInteger(event[key])) problems.push(`has no whole ${key}`);
  if (event['args'] !== undefined && !isObject(event['args'])) problems.push('has args that are no object');
  const phase = needs[String(event['ph'])];
  return phase === undefined
    ? [...problems, `has the unknown phase ${String(event['ph'])}`]
    : [...problems, ...phase(event)];
}

function checkAsyncKeys({ id, cat, scope }: JsonObject): string[] {
  return [
    ...(scope === undefined || typeof scope === 'string' ? [] : ['has a scope that is no text']),
    ...(typeof id === 'string' || typeof id === 'number' ? [] : ['is asynchronous without an id']),
    ...(typeof cat === 'string' ? [] : ['is asynchronous without a cat']),
  ];
}

function checkMetadata({ name, args }: JsonObject): string[] {
  const kinds: Readonly<Record<string, readonly [key: string, type: string]>> = {
    process_name: ['name', 'string'],
    thread_name: ['name', 'string'],
    process_labels: ['labels', 'string'],
    process_sort_index: ['sort_index', 'number'],
    thread_sort_index: ['sort_index', 'number'],
  };
  const kind = kinds[String(name)];
  if (kind === undefined) return [`is metadata of the unknown name ${String(name)}`];
  const [key, type] = kind;
  return isObject(args) && typeof args[key] === type && args[key] !== '' ? [] : [`is metadata without its ${key}`];
}

/** Complete events of one thread must lie inside each other or apart. */
function checkNesting(events: readonly Event[]): string[] {
  const tracks = Map.groupBy(
    events.filter(({ ph }) => ph === 'X'),
    ({ pid, tid }) => `${pid}/${tid}`,
  );
  return [...tracks].flatMap(([track, slices]) => {
    const open: Event[] = [];
    const problems = outOfOrder(track, slices);
    for (const slice of slices.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
      while (open.length > 0 && endOf(open.at(-1)) <= slice.ts) open.pop();
      const parent = open.at(-1);
      if (parent !== undefined && slice.ts + slice.dur > endOf(parent)) {
        problems.push(`on track ${track}, "${slice.name}" begins inside "${parent.name}" and ends after it`);
      }
      open.push(slice);
    }
    return problems;
  });
}

/** Of two that begin at once the longer is the outer one, and viewers take the first for that. */
function outOfOrder(track: string, slices: readonly Event[]): string[] {
  return slices.flatMap((slice, index) =>
    slices
      .slice(0, index)
      .filter(({ ts, dur }) => ts === slice.ts && dur > 0 && dur < slice.dur)
      .map(({ name }) => `on track ${track}, "${slice.name}" is around "${name}" and comes after it`),
  );
}

function endOf(slice: Event | undefined): number {
  return slice === undefined ? 0 : slice.ts + slice.dur;
}

/** Asynchronous events with the same category, id and scope, in whatever process: each end closes the newest begin, and nothing stays open. */
function checkAsync(events: readonly Event[]): string[] {
  const asynchronous = events.filter(({ ph }) => ph === 'b' || ph === 'e');
  const groups = Map.groupBy(asynchronous, ({ cat, id, scope = '' }) => `${cat}/${id}${scope && `/${scope}`}`);
  return [...groups].flatMap(([group, own]) => {
    const open: string[] = [];
    const problems: string[] = [];
    let since = 0;
    for (const { ph, name, ts } of own) {
      if (ts < since) problems.push(`of ${group}, "${name}" is out of order`);
      since = ts;
      if (ph === 'b') open.push(name);
      else if (open.pop() !== name) problems.push(`of ${group}, "${name}" ends what is not the newest begin`);
    }
    return open.length === 0 ? problems : [...problems, `of ${group}, "${open.join('", "')}" never ends`];
  });
}

/** Every process and thread with events has exactly one name. */
function checkNames(events: readonly Event[]): string[] {
  const named = events.filter(({ ph, name }) => ph === 'M' && name.endsWith('_name')).map(trackOf);
  const twice = named.filter((track, index) => named.indexOf(track) !== index).map((track) => `${track} has two names`);
  const used = new Set(
    events
      .filter(({ ph }) => ph !== 'M')
      .flatMap(({ ph, pid, tid }) => [`process ${pid}`, ...(ph === 'C' ? [] : [`thread ${pid}/${tid}`])]),
  );
  return [...twice, ...[...used].filter((track) => !named.includes(track)).map((track) => `${track} has no name`)];
}

function trackOf({ name, pid, tid }: Event): string {
  return name === 'process_name' ? `process ${pid}` : `thread ${pid}/${tid}`;
}

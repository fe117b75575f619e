import { hasInterpreters } from '../catalog.ts';
import type { Report } from '../report/report.ts';

/** Something that two sessions do not have in common, though it bears on what was measured. */
export interface Difference {
  readonly what: string;
  readonly base: string;
  readonly next: string;
}

const facts: readonly (readonly [what: string, of: (report: Report) => string | number | undefined])[] = [
  ['platform', ({ environment }) => environment.platform],
  ['arch', ({ environment }) => environment.arch],
  ['cpu', ({ environment }) => environment.cpu],
  ['cores', ({ environment }) => environment.cores],
  ['quota', ({ environment }) => environment.quota],
  ['node', ({ environment }) => environment.node],
  ['lanes', ({ environment }) => environment.lanes],
  ['file', ({ scenario }) => scenario.work?.file],
  ['export', ({ scenario }) => scenario.work?.export],
  ['inputs', ({ scenario }) => scenario.work?.inputs],
  ['lanes run', ({ scenario }) => scenario.order],
  ['tasks', ({ scenario }) => scenario.tasks],
  ['delay', ({ scenario }) => scenario.delayMs],
  ['workers', ({ scenario }) => scenario.workers],
  ['live', ({ scenario }) => scenario.live],
  ['switch interval', ({ scenario }) => scenario.switchIntervalMs],
  ['libuv threads', ({ scenario }) => scenario.libuvThreads],
  ['urls', ({ scenario }) => scenario.urls.join(' ')],
];

/** On what different ground two sessions stand: machine, versions, and the scenario's parameters; empty for none. */
export function differencesOf(base: Report, next: Report): Difference[] {
  const general = facts.map(([what, of]) => ({ what, base: of(base), next: of(next) }));
  const ofLanes = base.lanes.flatMap((lane) => {
    const other = next.lanes.find((one) => one.lane === lane.lane);
    if (other === undefined) return [];
    const runtime = { what: 'runtime', base: lane.runtime, next: other.runtime };
    return [{ what: 'size', base: lane.size, next: other.size }, ...(hasInterpreters(lane.lane) ? [runtime] : [])];
  });
  const differing = [...general, ...ofLanes].filter((fact) => fact.base !== fact.next);
  const inWords = differing.map(({ what, ...fact }) => ({
    what,
    base: String(fact.base ?? 'none'),
    next: String(fact.next ?? 'none'),
  }));
  // Lanes that differ in the same way need not be told one by one.
  return [...new Map(inWords.map((fact) => [JSON.stringify(fact), fact])).values()];
}

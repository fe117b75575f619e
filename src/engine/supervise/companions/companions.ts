import type { Need } from '../../plan.ts';
import type { Guard } from '../guard.ts';
import { type CompanionKind, type Serving, startCompanion } from './companion.ts';
import { fetchServer } from './fetch-server.ts';
import { referenceLoop } from './reference-loop.ts';

const kinds = {
  'fetch-server': fetchServer,
  'reference-loop': referenceLoop,
} satisfies Record<Need, CompanionKind<unknown>>;

/** What the companions of a session do, by what was needed. */
export type Services = {
  readonly [N in Need]?: (typeof kinds)[N] extends CompanionKind<infer Service> ? Service : never;
};

/** Starts what is needed; rejects, with nothing left of any, where one cannot be had. */
export async function startCompanions(needs: readonly Need[], guard: Guard): Promise<Serving<Services>> {
  const started: Serving<unknown>[] = [];
  const stop = async () => void (await Promise.all(started.map((one) => one.stop())));
  const services: [Need, unknown][] = [];
  try {
    for (const need of needs) {
      const serving = await startCompanion<unknown>(kinds[need], guard);
      started.push(serving);
      services.push([need, serving.service]);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const lost = Promise.race(started.map((one) => one.lost));
  return { service: Object.fromEntries(services) as Services, lost, stop };
}

import type { Lane } from './lane.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

type Listed = 'tasks' | 'workers' | 'waits';

/** A lane while a batch of events is written to it. */
export type LaneDraft = Draft<Omit<Lane, Listed | 'taskCounts'>> & {
  readonly [K in Listed]: ReturnType<Lane[K]['draft']>;
} & { readonly taskCounts: Draft<Lane['taskCounts']> };

/** A draft of the next version of a lane, which itself stays as it is. */
export function draftOf(lane: Lane): LaneDraft {
  return {
    ...lane,
    tasks: lane.tasks.draft(),
    taskCounts: { ...lane.taskCounts },
    workers: lane.workers.draft(),
    waits: lane.waits.draft(),
  };
}

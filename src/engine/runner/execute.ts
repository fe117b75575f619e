import { findTask } from '../../tasks/registry.ts';
import type { TaskSpec } from '../../tasks/task.ts';
import type { ResultDigest } from '../protocol.ts';
import { canonicalJson } from './canonical.ts';
import { createContext, type Told, type WorkerScope } from './context.ts';
import { failureOf } from './emitter.ts';

const previewCharacters = 200;

/**
 * Runs one task in this worker and tells how it went. Never rejects: a task that throws has
 * failed; one that ends because the run was stopped tells nothing more.
 */
export async function execute(spec: TaskSpec, scope: WorkerScope): Promise<void> {
  const { id: worker, emitter, cancellation, foreground, gil } = scope;
  const { id: task } = spec;
  const told: Told = {};
  emitter.emit({ type: 'task-started', worker, task });
  gil?.enter();
  try {
    const run = await findTask(spec);
    const value = await run(spec.input as never, createContext(scope, task, told));
    const result = await digestOf(value);
    gil?.tell();
    emitter.emit({ type: 'task-finished', worker, task, result, ...told });
  } catch (error) {
    gil?.tell();
    if (!cancellation.cancelled) emitter.emit({ type: 'task-failed', worker, task, error: failureOf(error) });
  } finally {
    gil?.leave();
    foreground.ended(spec);
  }
}

/** A short result is its own digest: loading the hash would cost a short-lived worker more than its task. */
async function digestOf(value: unknown): Promise<ResultDigest> {
  const text = canonicalJson(value);
  if (text.length <= previewCharacters) return { preview: text, digest: text };
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { preview: start(text, previewCharacters), digest };
}

/** So many characters at most, and no half of a pair. */
function start(text: string, most: number): string {
  const isCut = (text.charCodeAt(most) & 0xfc00) === 0xdc00;
  return text.slice(0, isCut ? most - 1 : most);
}

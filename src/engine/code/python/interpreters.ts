import type { PythonModel } from './parts.ts';
import { objects, together, workFunction } from './pieces.ts';
import { keeping, runAll } from './process-pool.ts';

/** An InterpreterPoolExecutor. */
export const interpreters: PythonModel = {
  title: (limit) => `${limit} interpreters in one process that take the tasks from a queue`,
  limited: true,
  importsAnew: true,
  since: '3.14',
  body: (parts) =>
    together(
      objects(parts, true),
      parts.keeps
        ? keeping(parts, 'interpreter', { imports: { atexit: [] }, code: 'atexit.register(worker.end)' })
        : workFunction(parts),
      runAll(parts, 'InterpreterPoolExecutor'),
    ),
};

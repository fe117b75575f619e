import { lines, paragraphs } from '../source.ts';
import { callOf, type Imports, type PythonCode, type PythonParts } from './parts.ts';

/** The stand-in for `lane`, and the object of a worker, where a program has them. */
export function objects(parts: PythonParts, hasWorkers: boolean): PythonCode {
  const { givesLane, keeps, isAsync } = parts;
  const isWorker = keeps && hasWorkers;
  const imports: Imports = {
    ...(givesLane && (isAsync ? { asyncio: [] } : { time: [] })),
    ...(isWorker && { asyncio: [], inspect: [] }),
  };
  const parted = [
    givesLane && laneClass(parts),
    isWorker && workerClass(parts),
    givesLane && !keeps && 'lane = Lane()',
  ];
  return {
    imports,
    text: paragraphs(
      parted.map((part) => part || undefined),
      2,
    ),
  };
}

/** The function that workers call for each task, where they keep nothing. */
export function workFunction({ isAsync, call }: PythonParts): PythonCode {
  const given = call('value');
  return {
    imports: isAsync ? { asyncio: [] } : {},
    text: `def work(value: Any) -> Any:
    """Does one task, in a worker."""
    return ${isAsync ? `asyncio.run(${given})` : given}`,
  };
}

/** Parts of a program as one, with what all of them import. */
export function together(...codes: readonly (PythonCode | undefined)[]): PythonCode {
  const given = codes.filter((code) => code !== undefined);
  const imports: Record<string, readonly string[]> = {};
  for (const code of given) {
    for (const [module, names] of Object.entries(code.imports))
      imports[module] = [...(imports[module] ?? []), ...names];
  }
  return {
    imports,
    text: paragraphs(
      given.map(({ text }) => text),
      2,
    ),
  };
}

function laneClass({ isAsync }: PythonParts): string {
  const sleep = isAsync
    ? '    async def sleep(self, ms: float) -> None:\n        await asyncio.sleep(ms / 1000)'
    : '    def sleep(self, ms: float) -> None:\n        time.sleep(ms / 1000)';
  return `class Lane:
    """What stands for the second argument of the task."""

    cancelled = False

    def __init__(self, setup: Any = None) -> None:
        self.setup = setup

    def print(self, line: Any) -> None:
        print(line, flush=True)

    def progress(self, done: float, total: float) -> None:
        pass

${sleep}`;
}

function workerClass({ takesInput, givesLane, has, isAsync }: PythonParts): string {
  const given = callOf('value', takesInput, givesLane && 'self.lane');
  return lines(
    'class Worker:',
    '    """What a worker keeps from task to task: its event loop, and what `setup` gave."""',
    '',
    '    def __init__(self) -> None:',
    '        self.loop = asyncio.new_event_loop()',
    has.setup ? '        self.prepared = self.wait_for(setup())' : '        self.prepared = None',
    givesLane && '        self.lane = Lane(self.prepared)',
    '',
    '    def run(self, value: Any) -> Any:',
    `        return ${isAsync ? `self.wait_for(${given})` : given}`,
    '',
    '    def end(self) -> None:',
    has.teardown && `        self.wait_for(teardown(self.prepared))`,
    '        self.loop.close()',
    '',
    '    def wait_for(self, given: Any) -> Any:',
    '        return self.loop.run_until_complete(given) if inspect.isawaitable(given) else given',
  );
}

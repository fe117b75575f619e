import { indented, lines, mark } from '../source.ts';
import type { PythonCode, PythonModel, PythonParts } from './parts.ts';
import { objects, together } from './pieces.ts';

/** asyncio.gather, with a limit or without. */
export const asyncio: PythonModel = {
  title: (limit) =>
    limit === undefined ? 'all tasks at once on one event loop' : `${limit} tasks at once on one event loop`,
  body: (parts) => together(objects(parts, false), gathered(parts)),
};

function gathered(parts: PythonParts): PythonCode {
  const { keeps, has } = parts;
  const each = `${worksDirectly(parts) ? parts.call('value') : 'work(value)'} for value in inputs`;
  const gather = `await asyncio.gather(*(${each}))${mark}`;
  const begun = lines(
    has.setup && 'prepared = await finished(setup())',
    keeps && parts.givesLane && `lane = Lane(${has.setup ? 'prepared' : ''})`,
    work(parts),
  );
  const text = lines(
    'async def gather_all(inputs: list[Any]) -> list[Any]:',
    '    """Gives the results in the order of the inputs."""',
    begun !== '' && indented(begun.startsWith('\n') ? begun : `    ${begun}`, 4),
    has.teardown ? `    results = ${gather}` : `    return ${gather}`,
    has.teardown && `    await finished(teardown(${has.setup ? 'prepared' : 'None'}))\n    return results`,
    '',
    '',
    'def run_all(inputs: list[Any]) -> list[Any]:',
    '    return asyncio.run(gather_all(inputs))',
    keeps && finished,
  );
  return { imports: { asyncio: [], ...(keeps && { inspect: [] }) }, text };
}

const finished = `

async def finished(given: Any) -> Any:
    return await given if inspect.isawaitable(given) else given`;

function worksDirectly({ limit, isAsync }: PythonParts): boolean {
  return limit === undefined && isAsync;
}

/** What stands between the loop and the task: a limit, or what makes a plain function one that can be awaited. */
function work(parts: PythonParts): string | undefined {
  const { limit, isAsync, call } = parts;
  if (worksDirectly(parts)) return undefined;
  const given = isAsync ? `return await ${call('value')}` : `return ${call('value')}  # Blocks the loop.`;
  return lines(
    limit !== undefined && `slots = asyncio.Semaphore(${limit})${mark}`,
    '',
    'async def work(value: Any) -> Any:',
    limit !== undefined && `    async with slots:${mark}`,
    `${limit === undefined ? '' : '    '}    ${given}`,
    '',
  );
}

import type { TaskSpec } from '../../tasks/task.ts';
import type { WorkFacts } from '../../tasks/work-file.ts';
import type { Parameters } from '../../tasks/workload.ts';
import { environmentShape } from '../measure/environment-shape.ts';
import type { Plan } from '../plan.ts';
import { checked } from '../shape/checked.ts';
import {
  amount,
  json,
  list,
  nanoseconds,
  nullable,
  only,
  optional,
  type Shape,
  shapeOf,
  text,
  truth,
  whole,
  wholeFrom,
  words,
} from '../shape/shape.ts';
import { ShapeError } from '../shape/shape-error.ts';
import { type LogHeader, type RecordedPlan, type RecordedScenario, type RecordedWork, readableLogs } from './header.ts';

/** Checks what was read as a header. Throws a {@link ShapeError}. */
export function checkedHeader(value: unknown): LogHeader {
  const version = checked(versions, value);
  const protocol = readableLogs[version.log];
  if (version.protocol !== protocol) throw new ShapeError(`protocol: got ${version.protocol}; accepted: ${protocol}`);
  const header = checked(headerShape, { ...(value as object), ...version });
  const wrong = header.tasks.findIndex(({ id }, index) => id !== index);
  if (wrong >= 0) throw new ShapeError(`tasks.${wrong}.id: got ${header.tasks[wrong]?.id}; accepted: ${wrong}`);
  return header;
}

/** More than the command line lets anyone ask for: a log that says more was made to exhaust its reader. */
const most = { tasks: 10_000, lanes: 1_024, rounds: 1_000, warmUp: 100, workers: 100_000, texts: 100_000 };

const texts = list(text, most.texts);
const order: Shape<Plan['order']> = words('together', 'in-turn');

const logs: Shape<LogHeader['log']> = words('lanes/log@3', 'lanes/log@2');

/** Looked at first: a log of another version is told by its version, not by what else is new in it. */
const versions = shapeOf<Pick<LogHeader, 'log' | 'protocol'>>({
  log: logs,
  protocol: whole,
});

const amounts = { tasks: whole, size: amount, delayMs: amount, timeoutMs: amount };

const inPython = shapeOf<NonNullable<RecordedScenario['python']>>({
  models: texts,
  besideNode: texts,
  size: optional(amount),
});

const scenario = shapeOf<RecordedScenario>({
  id: text,
  title: text,
  lesson: text,
  order,
  models: texts,
  python: optional(inPython),
  accepts: optional(texts),
  defaults: shapeOf<RecordedScenario['defaults']>(amounts),
  article: shapeOf<Partial<Parameters>>({
    tasks: optional(whole),
    size: optional(amount),
    delayMs: optional(amount),
    timeoutMs: optional(amount),
    urls: optional(texts),
  }),
  knob: optional(words('size', 'delayMs')),
  closing: text,
  needs: optional(only('fetch-server')),
  usesLibuvPool: optional(only(true)),
  work: optional(
    shapeOf<RecordedWork>({
      runtime: words('node', 'python'),
      file: text,
      export: text,
      inputs: words('file', 'values', 'numbers'),
      facts: optional(
        shapeOf<WorkFacts>({
          isAsync: truth,
          loadMs: amount,
          inputsMs: amount,
          inputBytes: optional(amount),
          inputs: nullable(whole),
          takes: whole,
          isCommonJs: optional(only(true)),
          has: shapeOf<WorkFacts['has']>({
            setup: truth,
            teardown: truth,
            transfer: truth,
            sameResult: optional(words('function', 'never')),
          }),
        }),
      ),
    }),
  ),
});

const headerShape = shapeOf<LogHeader>({
  log: logs,
  protocol: whole,
  startedAt: nanoseconds,
  environment: environmentShape,
  plan: shapeOf<RecordedPlan>({
    scenario,
    models: list(text, most.lanes),
    order,
    parameters: shapeOf<Parameters>({ ...amounts, urls: texts }),
    sizes: shapeOf<Plan['sizes']>({ node: amount, python: amount }),
    pythons: texts,
    workers: wholeFrom(1, most.workers),
    live: wholeFrom(1, most.workers),
    switchIntervalMs: amount,
    libuvThreads: optional(whole),
    seed: whole,
    rounds: wholeFrom(1, most.rounds),
    warmUp: wholeFrom(0, most.warmUp),
    timeoutSeconds: optional(amount),
  }),
  tasks: list(
    shapeOf<TaskSpec>({
      id: whole,
      task: text,
      module: optional(text),
      label: text,
      input: json,
      background: optional(only(true)),
    }),
    most.tasks,
  ),
});

import { pathToFileURL } from 'node:url';
import type { WorkFile } from '../../tasks/work-file.ts';
import type { LookErrorKind } from '../protocol/look.ts';

/** How two results are compared where equal ones need not be identical; false where they are not to be. */
export type SameResult = ((own: unknown, other: unknown) => unknown) | false;

/** What a user's module has of what lanes knows. */
export interface Work {
  readonly task: (input: unknown, lane: unknown) => unknown;
  /** Anything that can be iterated, or a function that gives it. */
  readonly inputs?: unknown;
  /** Called once a worker; what it gives reaches the tasks. */
  readonly setup?: () => unknown;
  readonly teardown?: (value: unknown) => unknown;
  /** What of an input to move to another thread, instead of copying it. */
  readonly transfer?: (input: unknown) => unknown;
  readonly sameResult?: SameResult;
  /** The names of all functions that it exports. */
  readonly exports: readonly string[];
  readonly isCommonJs: boolean;
}

/** Why a module that could be loaded is not one that can be run. */
export class WorkError extends Error {
  readonly kind: LookErrorKind;
  readonly exports: readonly string[];

  constructor(kind: LookErrorKind, message: string, exports: readonly string[] = []) {
    super(message);
    this.kind = kind;
    this.exports = exports;
  }
}

type Exports = Readonly<Record<string, unknown>>;

/**
 * Loads a user's file, as `import` does, and finds its exports: those of an ES module, the members
 * of `module.exports`, or the `exports.default` of what a compiler has made. Rejects with what the
 * file throws, and with a {@link WorkError}.
 */
export async function loadWork({ path, name }: Pick<WorkFile, 'path' | 'name'>): Promise<Work> {
  const namespace = (await import(pathToFileURL(path).href)) as Exports;
  const lookUp = exportsOf(namespace);
  const names = functionNames(namespace);
  const task = lookUp(name);
  if (typeof task !== 'function' || oddFunction(task) !== undefined) throw noTask(name, task, names);
  const optional = (known: string) => functionOr(lookUp, known);
  return {
    task: task as Work['task'],
    inputs: lookUp('inputs'),
    exports: names,
    isCommonJs: Object.hasOwn(namespace, 'module.exports') || /\.c[jt]s$/.test(path),
    ...optional('setup'),
    ...optional('teardown'),
    ...optional('transfer'),
    ...(lookUp('sameResult') === false ? { sameResult: false as const } : optional('sameResult')),
  };
}

/** Of CommonJS, the names that Node did not foresee are found in what it exports as a whole. */
function exportsOf(namespace: Exports): (name: string) => unknown {
  const { default: whole } = namespace;
  const isCompiled = isObject(whole) && whole['__esModule'] === true;
  return (name) => {
    if (name === 'default') return isCompiled || hasDefault(whole) ? whole['default'] : whole;
    if (Object.hasOwn(namespace, name)) return namespace[name];
    return isObject(whole) && Object.hasOwn(whole, name) ? whole[name] : undefined;
  };
}

/** What some write by hand: `exports.default = …`. */
function hasDefault(whole: unknown): whole is Exports {
  return typeof whole !== 'function' && isObject(whole) && typeof whole['default'] === 'function';
}

/** Of a function that does nothing when it is called: what it is. */
function oddFunction(task: object): string | undefined {
  if (Object.prototype.toString.call(task).endsWith('GeneratorFunction]'))
    return 'a generator function, of which a call runs nothing';
  return /^class\b/.test(Function.prototype.toString.call(task)) ? 'a class' : undefined;
}

function isObject(value: unknown): value is Exports {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function functionNames(namespace: Exports): string[] {
  const { default: whole } = namespace;
  const names = new Set(Object.keys(namespace));
  if (isObject(whole)) for (const name of Object.keys(whole)) names.add(name);
  const lookUp = exportsOf(namespace);
  const isTask = (found: unknown) => typeof found === 'function' && oddFunction(found) === undefined;
  return [...names].filter((name) => name !== 'module.exports' && isTask(lookUp(name))).sort();
}

function functionOr(lookUp: (name: string) => unknown, name: string): Readonly<Record<string, () => unknown>> {
  const found = lookUp(name);
  if (found === undefined) return {};
  if (typeof found === 'function') return { [name]: found as () => unknown };
  const kinds = name === 'sameResult' ? 'a function or false' : 'a function';
  throw new WorkError('not-a-function', `its export ${name} has to be ${kinds}, and is ${kindName(found)}`);
}

function noTask(name: string, found: unknown, names: readonly string[]): WorkError {
  const what = name === 'default' ? 'default export' : `export ${name}`;
  const has = names.length === 0 ? 'it exports no function' : `it has ${names.join(', ')}`;
  if (found === undefined) return new WorkError('no-export', `there is no ${what}; ${has}`, names);
  const kind = typeof found === 'function' ? oddFunction(found) : `${kindName(found)}, no function`;
  return new WorkError('not-a-function', `its ${what} is ${kind}; ${has}`, names);
}

/** What a value is, in words: `an object`. */
export function kindName(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

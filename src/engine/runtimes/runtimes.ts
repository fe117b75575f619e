import { node } from './node.ts';
import { python } from './python.ts';
import type { Runtime } from './runtime.ts';

const known = [node, python] as const;

/** Names a runtime. */
export type RuntimeId = (typeof known)[number]['id'];

/** Every runtime, in the order in which they are shown. */
export const runtimes: readonly (Runtime & { readonly id: RuntimeId })[] = known;

/** The runtime whose models are run where the user asks for none. */
export const defaultRuntime: RuntimeId = node.id;

/** The record of a runtime. */
export function runtimeOf(id: RuntimeId): Runtime & { readonly id: RuntimeId } {
  return runtimes.find((runtime) => runtime.id === id) ?? node;
}

/** Something of every runtime, by its id. */
export function byRuntime<T>(of: (id: RuntimeId) => T): Readonly<Record<RuntimeId, T>> {
  return Object.fromEntries(runtimes.map(({ id }) => [id, of(id)])) as Record<RuntimeId, T>;
}

/** Whose models are wanted: those of some runtimes. */
export type RuntimeChoice = readonly RuntimeId[];

/** The words for what {@link RuntimeChoice} can be: each runtime, and all of them. */
export const runtimeWords: ReadonlyMap<string, RuntimeChoice> = new Map<string, RuntimeChoice>([
  ...runtimes.map(({ id }): [string, RuntimeChoice] => [id, [id]]),
  [runtimes.length === 2 ? 'both' : 'all', runtimes.map(({ id }) => id)],
]);

import { amount, described, list, optional, strictShapeOf, text, whole, words } from '../../shape/shape.ts';
import type { Report } from '../report.ts';

/** What was run, and with which choices. */
export const scenarioShape = strictShapeOf<Report['scenario']>({
  id: text,
  order: words('together', 'in-turn'),
  tasks: whole,
  size: described("how much work a task is, in the first lane's runtime", amount),
  delayMs: amount,
  workers: described('size of the pools', whole),
  live: described('how many threads or child processes could live at once', whole),
  switchIntervalMs: described("of a GIL, CPython's or emulated", amount),
  libuvThreads: optional(described("absent for libuv's own number", whole)),
  urls: described('those that the user gave; empty where the built-in server was asked', list(text)),
  seed: whole,
  rounds: described('rounds that were asked for', whole),
  warmUp: whole,
});

/**
 * A task for lanes: a function that is called once with each input, under every concurrency model.
 * Put your own work into it. It needs to know nothing of lanes; what it prints appears in its lane.
 */
import type { Task } from 'lanes'; // types alone, for an editor in a project that has lanes; it runs without them

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Counts the primes of a range: stands for work that computes. It can be async as well. */
const countPrimes: Task<Range, number> = ({ from, to }, lane) => {
  let primes = 0;
  for (let number = from; number < to; number += 1) if (isPrime(number)) primes += 1;
  lane.print(`${primes} primes from ${from} to ${to}`);
  return primes;
};

export default countPrimes;

/** What the tasks are called with, one each: a list, any iterable, or a function that gives one. Without it: 0, 1, 2 … */
export const inputs = (): Range[] =>
  Array.from({ length: 16 }, (_, index) => ({ from: index * 300_000, to: (index + 1) * 300_000 }));

// What lanes takes too, where it is exported:
//
// Once in each worker before its first task, and after its last; tasks have what it gives as lane.setup.
// export const setup = async () => openDatabase('my.db');
// export const teardown = async (database) => database.close();
//
// What of an input is moved to a thread instead of being copied.
// export const transfer = (input) => [input.buffer];
//
// Whether two results are equal where they are not identical; false where they are not to be compared.
// export const sameResult = (one, other) => Math.abs(one - other) < 1e-9;

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
  return number > 1;
}

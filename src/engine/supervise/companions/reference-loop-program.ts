/**
 * A process that does the same short work whenever it is told to, so that a session can see
 * whether the machine is still the same. A line on standard input asks for it; the answer is a
 * line with how long it took, in ms.
 */
import { createInterface } from 'node:readline';
import { countTo } from '../../../tasks/count.ts';

/** About 1 ms of counting each on a machine of 2024, shorter than a turn of the scheduler; 20 to 30 ms in all. */
const pieces = 20;
const pieceSize = 2_500_000;
/** Until the compiler is done with it. */
const warmUps = 3;

for (let index = 0; index < warmUps; index += 1) referenceMs();
for await (const _ of createInterface(process.stdin)) process.stdout.write(`${referenceMs()}\n`);

/**
 * The lower quartile of the pieces, times their number: a piece from which the scheduler took
 * the core for a moment says nothing of the machine's speed, three in four of them do.
 */
function referenceMs(): number {
  const times = Array.from({ length: pieces }, () => {
    const begin = performance.now();
    countTo(pieceSize);
    return performance.now() - begin;
  });
  return (times.sort((a, b) => a - b)[pieces >> 2] ?? 0) * pieces;
}

import { expect, test } from 'vitest';
import { describeExit } from '../../src/engine/exit-reason.ts';

test.each([
  [{ code: 3 }, 'exited with code 3 before its task was done'],
  [
    { code: 0 },
    'exited with code 0 before its task was done: by exit(0), or with an await that nothing was left to settle',
  ],
  [{ code: null, signal: 'SIGKILL' }, 'was killed by SIGKILL'],
  [{ signal: 'SIGABRT' }, 'was aborted (SIGABRT), as Node does when its heap is full'],
  [
    { signal: 'SIGABRT', stderr: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory' },
    'ran out of memory (JavaScript heap limit)',
  ],
  [{ code: 13 }, 'ended with an await that nothing was left to settle (exit code 13)'],
])('words %j', (exit, text) => {
  expect(describeExit(exit)).toBe(text);
});

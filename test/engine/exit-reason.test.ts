import { expect, test } from 'vitest';
import { describeExit, describeFailedStart, type Exit } from '../../src/engine/exit-reason.ts';

const heapFull = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
const traceback = `Traceback (most recent call last):
  File "entry.py", line 5, in <module>
    import json
ModuleNotFoundError: No module named 'json'
`;
const stack = `file:///runner.js:3
    throw new TypeError('no');
    ^

TypeError: no
    at file:///runner.js:3:7

Node.js v24.21.0
`;

test.each<[Exit, string]>([
  [{ code: 3 }, 'exited with code 3 before its task was done'],
  [
    { code: 0 },
    'exited with code 0 before its task was done: by exit(0), or with an await that nothing was left to settle',
  ],
  [{ code: null, signal: 'SIGKILL' }, 'was killed by SIGKILL'],
  [{ signal: 'SIGABRT' }, 'was aborted (SIGABRT), as Node does when its heap is full'],
  [{ signal: 'SIGABRT', stderr: heapFull }, 'ran out of memory (JavaScript heap limit)'],
  [{ signal: 'SIGABRT', stderr: 'an assertion does not hold' }, 'was aborted (SIGABRT)'],
  [{ code: 13 }, 'ended with an await that nothing was left to settle (exit code 13)'],
  [{ code: 13, stderr: 'by process.exit(13)' }, 'exited with code 13 before its task was done'],
  [{ code: 1, stderr: stack }, 'exited with code 1: TypeError: no'],
  [
    { code: 1, stderr: traceback, runtime: 'python' },
    "exited with code 1: ModuleNotFoundError: No module named 'json'",
  ],
  [{ code: 13, runtime: 'python' }, 'exited with code 13 before its task was done'],
  [{ code: 0, runtime: 'python' }, 'exited with code 0 before its task was done'],
  [{ signal: 'SIGABRT', stderr: heapFull, runtime: 'python' }, `was aborted (SIGABRT): ${heapFull}`],
  [
    { signal: 'SIGABRT', stderr: 'Fatal Python error: Aborted\n\nCurrent thread 0x1', runtime: 'python' },
    'was aborted (SIGABRT): Fatal Python error: Aborted',
  ],
  [{ code: 3, stderr: 'what a task printed' }, 'exited with code 3 before its task was done'],
])('words %j', (exit, text) => {
  expect(describeExit(exit)).toBe(text);
});

test.each<[Exit, string]>([
  [{ code: 127, stderr: 'sh: 1: exec: python4: not found\n' }, 'exited with code 127: sh: 1: exec: python4: not found'],
  [
    { code: 1, stderr: traceback, runtime: 'python' },
    "exited with code 1: ModuleNotFoundError: No module named 'json'",
  ],
  [{ code: 1, stderr: '', runtime: 'python' }, 'exited with code 1'],
  [{ code: 1, stderr: 'x'.repeat(1_000), runtime: 'python' }, `exited with code 1: ${'x'.repeat(300)}…`],
])('words of a failed start %j', (exit, text) => {
  expect(describeFailedStart(exit)).toBe(text);
});

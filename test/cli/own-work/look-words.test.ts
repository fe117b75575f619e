import { expect, test } from 'vitest';
import { cannotBeRun } from '../../../src/cli/own-work/look-words.ts';
import { workloadOf } from '../../../src/tasks/own-work.ts';

const inputs = { from: 'file' } as const;
const resize = workloadOf({ path: '/own/resize.ts', name: 'default', inputs }, { inputs: null });
const script = workloadOf({ path: '/own/a.py', name: 'half', inputs }, { inputs: null });

test('what is not there is told with what is, and how that is named', () => {
  const error = { kind: 'no-export', message: 'there is no default export', exports: ['thumbnail', 'crop'] } as const;
  expect(cannotBeRun(resize, { error }).message).toBe(
    'resize.ts: there is no default export (it has thumbnail, crop); name one of its functions, such as resize.ts#thumbnail',
  );
  const own = { kind: 'no-export', message: 'there is no half', exports: [] } as const;
  expect(cannotBeRun(script, { error: own }).message).toBe('a.py: there is no half; export a function');
});

test('a stack is shown as far as it is of the file', () => {
  const stack = [
    'Error: no',
    '    at load (file:///own/resize.ts:3:7)',
    '    at async look (file:///opt/lanes/dist/look.js:9:1)',
    '    at ModuleJob.run (node:internal/modules/esm/module_job:561:25)',
  ].join('\n');
  const { message, below } = cannotBeRun(resize, { error: { kind: 'throws', message: 'it threw Error: no', stack } });
  expect(message).toBe('resize.ts: it threw Error: no; mend that, or have the task do it');
  expect(below).toEqual(['Error: no', '    at load (file:///own/resize.ts:3:7)']);
});

test('a traceback is shown from its end, and what says no place not at all', () => {
  const frames = Array.from({ length: 9 }, (_, index) => `  File "/own/a.py", line ${index}, in f`);
  const stack = ['Traceback (most recent call last):', ...frames, 'ValueError: no'].join('\n');
  const { below } = cannotBeRun(script, { error: { kind: 'throws', message: 'it raises ValueError: no', stack } });
  expect([below.length, below.at(-1)]).toEqual([8, 'ValueError: no']);
  const alone = {
    kind: 'inputs',
    message: 'it yields no inputs',
    stack: 'Error: it yields no inputs\n    at x (node:x)',
  };
  expect(cannotBeRun(resize, { error: { ...alone, kind: 'inputs' } }).below).toEqual([]);
});

test('a file that ends its process, or takes too long, is told what to do', () => {
  const failed = 'the process was killed by SIGSEGV as it was loaded, or its inputs made';
  expect(cannotBeRun(resize, { failed, isLate: false, printed: 'a\nb\n' })).toMatchObject({
    message: `resize.ts: ${failed}; leave the process to lanes, and have the task return`,
    below: ['a', 'b'],
  });
  const late = cannotBeRun(script, { failed: 'was not loaded', isLate: true, printed: '' });
  expect(late.message).toBe('a.py: was not loaded; leave what waits or takes long to the task');
});

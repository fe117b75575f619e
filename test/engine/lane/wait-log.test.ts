import { expect, test } from 'vitest';
import { WaitLog, type WaitSpan } from '../../../src/engine/lane/wait-log.ts';

function spans(howMany: number): WaitSpan[] {
  return Array.from({ length: howMany }, (_, at) => ({ worker: 't1', task: 0, kind: 'gil', at, us: 1 }));
}

test('keeps every wait in its order, and stays as it was when more come', () => {
  const some = WaitLog.empty.append(spans(300));
  const more = some.append(spans(5));
  expect(some.spans).toEqual(spans(300));
  expect(more.spans).toHaveLength(305);
  expect(more.beyond.size).toBe(0);
});

test('keeps sums of the waits for which there is no memory', () => {
  const full = WaitLog.empty.append(spans(19_999)).append(spans(4));
  expect(full.spans).toHaveLength(20_000);
  expect(full.append(spans(2)).beyond.get('t1')).toEqual({ gil: 5 });
});

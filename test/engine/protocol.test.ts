import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEvent } from '../../src/engine/protocol.ts';

test('reads an event back from its line', () => {
  const event = { type: 'progress', at: 12, worker: 't1', task: 0, done: 1, total: 2 };
  expect(parseEvent(JSON.stringify(event))).toEqual(event);
});

test.each(['', 'rubbish', '[]', 'null', '42', '{"at":1}', '{"type":"no-such-event","at":1}', '{"type":"wait"}'])(
  'takes %j for no event',
  (line) => {
    expect(parseEvent(line)).toBeUndefined();
  },
);

test('never throws, whatever a task wrote into the pipe', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (line) => void parseEvent(line)));
});

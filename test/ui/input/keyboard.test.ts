import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenForKeys } from '../../../src/ui/input/keyboard.ts';

const esc = '\u001b';

let stdin: PassThrough;
let heard: string[][];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  stdin = new PassThrough();
  heard = [];
  stop = listenForKeys(stdin as unknown as NodeJS.ReadStream, (keys) => heard.push(keys));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

async function comes(text: string, afterMs = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(afterMs);
  stdin.write(text);
  await vi.advanceTimersByTimeAsync(0);
}

test('tells the keys of one read at once', async () => {
  await comes('jj\r');
  expect(heard).toEqual([['j', 'j', 'return']]);
});

test('puts a sequence together that a slow line has torn apart', async () => {
  await comes(esc);
  await comes('[', 60);
  await comes('A', 60);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(heard).toEqual([['up']]);
});

test('tells a lone Esc after a moment', async () => {
  await comes(esc);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(160);
  expect(heard).toEqual([['escape']]);
});

test('looks once more for the rest when it was held up itself', async () => {
  await comes(esc);
  // The timer is late, and what came meanwhile is read before it is acted upon.
  vi.advanceTimersToNextTimer();
  stdin.emit('data', Buffer.from('[B'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(heard).toEqual([['down']]);
});

test('hears nothing of what is pasted, and hears again after a paste that was never ended', async () => {
  await comes(`${esc}[200~q\rr`);
  await comes('1x', 900);
  await comes('z', 900);
  expect(heard).toEqual([]);
  await comes('z', 1_100);
  expect(heard).toEqual([['z']]);
});

test('has no timer while nothing is typed, and none when it has stopped', async () => {
  await comes('j');
  expect(vi.getTimerCount()).toBe(0);
  await comes(esc);
  expect(vi.getTimerCount()).toBe(1);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

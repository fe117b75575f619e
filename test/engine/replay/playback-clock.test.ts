import { describe, expect, test } from 'vitest';
import { PlaybackClock } from '../../../src/engine/replay/playback-clock.ts';
import { faster, maxSpeed, slower } from '../../../src/engine/replay/speed.ts';

function clockAt(speed: number) {
  const wall = { ms: 500 };
  const clock = new PlaybackClock(() => wall.ms, speed);
  clock.rewind(10_000);
  return { wall, clock };
}

const never = () => false;

describe('the clock of a replay', () => {
  test.each([0.25, 1, 4])('passes %d times as fast, and not before what comes next is played', (speed) => {
    const { wall, clock } = clockAt(speed);
    expect(clock.isDue(10_100)).toBe(false);
    wall.ms += 40 / speed;
    expect(clock.now()).toBe(10_040);
    wall.ms += 70 / speed;
    expect(clock.now()).toBe(10_100);
    expect(clock.isDue(10_100)).toBe(true);
  });

  test('waits for nothing at full speed, and stands where it has come to', () => {
    const { clock } = clockAt(maxSpeed);
    expect(clock.isDue(99_000)).toBe(true);
    expect(clock.now()).toBe(99_000);
    clock.setSpeed(1);
    expect(clock.isDue(99_001)).toBe(false);
    expect(clock.now()).toBe(99_000);
  });

  test('stands still while paused, and goes on from there', () => {
    const { wall, clock } = clockAt(2);
    clock.isDue(20_000);
    wall.ms += 100;
    clock.setPaused(true);
    wall.ms += 5_000;
    expect(clock.now()).toBe(10_200);
    expect(clock.isDue(10_100)).toBe(false);
    clock.isDue(20_000);
    clock.setPaused(false);
    wall.ms += 50;
    expect(clock.now()).toBe(10_300);
  });

  test('goes on at another speed from where it is', () => {
    const { wall, clock } = clockAt(1);
    clock.isDue(20_000);
    wall.ms += 100;
    clock.setSpeed(10);
    wall.ms += 100;
    expect(clock.now()).toBe(11_100);
  });

  test('steps to one entry at a time, and pauses for it', async () => {
    const { clock } = clockAt(1);
    clock.step();
    expect(clock.isPaused).toBe(true);
    await clock.reach(12_000, never);
    expect(clock.now()).toBe(12_000);
    let reached = false;
    const next = clock.reach(12_000, never).then(() => {
      reached = true;
    });
    await Promise.resolve();
    expect(reached).toBe(false);
    clock.step();
    await next;
    expect(clock.now()).toBe(12_000);
  });

  test('wakes up who waits when its speed changes, and when it is told that all is over', async () => {
    const { clock } = clockAt(0.01);
    const far = clock.reach(90_000, never);
    clock.setSpeed(maxSpeed);
    await far;
    clock.setPaused(true);
    let over = false;
    const paused = clock.reach(99_000, () => over);
    over = true;
    clock.wake();
    await paused;
    expect(clock.now()).toBe(90_000);
  });

  test('plays again from the start, at the same speed, paused no more', () => {
    const { wall, clock } = clockAt(4);
    clock.isDue(20_000);
    wall.ms += 1_000;
    clock.setPaused(true);
    clock.rewind(10_000);
    expect(clock.now()).toBe(10_000);
    expect([clock.isPaused, clock.speed]).toEqual([false, 4]);
  });
});

test('speeds go by halves and doubles, from 1/64 to 64 times, then to the full', () => {
  expect([faster(1), faster(0.3), faster(48), faster(64), faster(maxSpeed)]).toEqual([2, 0.6, 64, maxSpeed, maxSpeed]);
  expect([slower(maxSpeed), slower(1_000), slower(64), slower(1), slower(0.01)]).toEqual([64, 64, 32, 0.5, 1 / 64]);
});

import { expect, test } from 'vitest';
import {
  describeCores,
  type Environment,
  readEnvironment,
  usableCores,
} from '../../../src/engine/measure/environment.ts';

const machine: Environment = {
  platform: 'linux',
  arch: 'x64',
  cpu: 'x',
  cores: 8,
  memoryBytes: 1,
  node: '24.0.0',
  lanes: '0.1.0',
  clockStepUs: 0.1,
  accounting: 'linux',
};

test('uses no more cores than the quota gives, and at least one', () => {
  expect(usableCores(machine)).toBe(8);
  expect(usableCores({ ...machine, quota: 2.5 })).toBe(2);
  expect(usableCores({ ...machine, quota: 0.5 })).toBe(1);
});

test('words cores and quota', () => {
  expect(describeCores({ ...machine, cores: 1 })).toBe('1 core');
  expect(describeCores({ ...machine, quota: 1.5 })).toBe('8 cores, quota 1.5');
});

test('reads this machine', () => {
  const environment = readEnvironment();
  expect(environment.cores).toBeGreaterThan(0);
  expect(environment.node).toBe(process.versions.node);
});

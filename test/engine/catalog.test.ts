import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineFor, findModel, isSequential, laneName, models, partsOf } from '../../src/engine/catalog.ts';

describe('the name of a lane', () => {
  test('says model, interpreter and number of workers, and can be taken apart again', () => {
    const parts = fc.record(
      {
        id: fc.constantFrom(...models.map(({ id }) => id)),
        tag: fc.constantFrom('3.9', '3.13t', '3.13.0', 'python3'),
        workers: fc.integer({ min: 1, max: 256 }),
      },
      { requiredKeys: ['id'] },
    );
    fc.assert(
      fc.property(parts, (lane) => {
        expect(partsOf(laneName(lane))).toEqual(lane);
      }),
    );
  });

  test.each([
    ['threads', { id: 'threads' }],
    ['thread-pool:4', { id: 'thread-pool', workers: 4 }],
    ['py-threads@3.13:4', { id: 'py-threads', tag: '3.13', workers: 4 }],
    ['threads:', { id: 'threads:' }],
    ['', { id: '' }],
  ])('%s is %j', (name, parts) => {
    expect(partsOf(name)).toEqual(parts);
  });

  test('leads to its model and to the lane that it is compared to', () => {
    expect(findModel('py-threads@3.13:4')?.id).toBe('py-threads');
    expect(baselineFor('py-threads@3.13:4')).toBe('py-sequential@3.13');
    expect(baselineFor('thread-pool:4')).toBe('sequential');
    expect(baselineFor('rayon')).toBeUndefined();
    expect(['sequential', 'py-sequential@3.9', 'threads', 'rayon'].filter(isSequential)).toEqual([
      'sequential',
      'py-sequential@3.9',
    ]);
  });
});

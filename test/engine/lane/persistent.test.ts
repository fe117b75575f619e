import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Chunked } from '../../../src/engine/lane/chunked.ts';
import { Keyed } from '../../../src/engine/lane/keyed.ts';

function listOf(items: readonly number[], before = new Chunked<number>()): Chunked<number> {
  const draft = before.draft();
  for (const item of items) draft.set(draft.length, item);
  return draft.done();
}

describe('a list that never changes', () => {
  const items = fc.array(fc.integer(), { maxLength: 700 });

  test('is like an array, whatever batches it was written in, and stays as it was', () => {
    const writes = fc.array(fc.array(fc.tuple(fc.nat(699), fc.integer()), { maxLength: 20 }), { maxLength: 5 });
    fc.assert(
      fc.property(items, writes, fc.nat(800), fc.nat(800), (first, batches, from, to) => {
        let list = listOf(first);
        const array = [...first];
        for (const batch of batches) {
          const before = [...list];
          const draft = list.draft();
          for (const [at, item] of batch) {
            const place = Math.min(at, draft.length);
            draft.set(place, item);
            array[place] = item;
            expect(draft.at(place)).toBe(item);
          }
          const next = draft.done();
          expect([...list]).toEqual(before);
          list = next;
        }
        expect([...list]).toEqual(array);
        expect(list.length).toBe(array.length);
        expect(list.slice(from, to)).toEqual(array.slice(from, to));
        expect(list.map((item) => item + 1)).toEqual(array.map((item) => item + 1));
        expect(list.at(from)).toBe(array[from]);
      }),
    );
  });

  test('has nothing at a place that is none', () => {
    const list = listOf([1, 2, 3]);
    for (const place of [-1, 0.5, 3, 1e9, Number.NaN]) expect(list.at(place)).toBeUndefined();
  });

  test('is the same list where nothing was written', () => {
    const list = listOf([1]);
    expect(list.draft().done()).toBe(list);
  });
});

describe('items by their key', () => {
  const batch = fc.array(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.integer()), { maxLength: 6 });

  function withBatch(items: Keyed<string>, entries: readonly (readonly [string, number])[]): Keyed<string> {
    const draft = items.draft();
    for (const [key, value] of entries) {
      draft.set(key, `${key}${value}`);
      expect(draft.get(key)).toBe(`${key}${value}`);
    }
    return draft.done();
  }

  test('are like those of a map, in every version, whichever of them is written to next', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), batch), { maxLength: 20 }), (steps) => {
        const versions = [{ items: new Keyed<string>(), map: new Map<string, string>() }];
        for (const [pick, entries] of steps) {
          const { items, map } = versions[pick % versions.length] as (typeof versions)[number];
          const next = new Map(map);
          for (const [key, value] of entries) next.set(key, `${key}${value}`);
          versions.push({ items: withBatch(items, entries), map: next });
        }
        for (const { items, map } of versions) {
          expect([...items]).toEqual([...map.values()]);
          expect(items.size).toBe(map.size);
          for (const key of 'abcdefgh') expect(items.get(key)).toBe(map.get(key));
        }
      }),
    );
  });
});

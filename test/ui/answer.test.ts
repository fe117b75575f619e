import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../../src/engine/text/width.ts';
import { answerText } from '../../src/ui/screens/answer.ts';
import { hintBar } from '../../src/ui/widgets/bars.ts';
import { shortened } from '../../src/ui/widgets/row.ts';
import { expectSize, hostileText, plain, textOf, theme } from './boxes.ts';

const sentence = 'Use thread-pool (2 workers): 1.86x as fast as sequential (1.81-1.90), 24 tasks of 60 ms.';

describe('the screen of the answer', () => {
  test('has exactly its size, whatever the answer says', () => {
    fc.assert(
      fc.property(
        fc.array(hostileText, { maxLength: 12 }),
        fc.integer({ min: 40, max: 200 }),
        fc.integer({ min: 6, max: 60 }),
        fc.nat({ max: 99 }),
        (texts, width, height, first) => {
          expectSize(answerText({ theme, width, height, answer: texts.join('\n'), first }), width, height);
        },
      ),
    );
  });

  test('has each sentence in as many lines as it needs', () => {
    const text = textOf(
      answerText({ theme: plain, width: 60, height: 8, answer: `${sentence}\nWhy: it computes.`, first: 0 }),
    );
    expect(text).toContain('Use thread-pool (2 workers): 1.86x as fast as sequential\n|   (1.81-1.90), 24 tasks of');
    expect(text).toContain('| Why: it computes.');
    expect(text).toMatch(/Esc: back =$/);
  });

  test('tells which lines it shows where there is no room for all', () => {
    const answer = Array.from({ length: 9 }, (_, place) => `Sentence ${place}.`).join('\n');
    const text = textOf(answerText({ theme: plain, width: 60, height: 6, answer, first: 99 }));
    expect(text).toContain('6-9 of 9, k j scroll | Esc: back');
    expect(text).toContain('Sentence 5.');
    expect(text).not.toContain('Sentence 4.');
  });
});

describe('a text that is shortened', () => {
  test('is whole where there is room, and else cut between two words', () => {
    expect(shortened(plain, sentence, 200)).toBe(sentence);
    expect(shortened(plain, sentence, 60)).toBe('Use thread-pool (2 workers): 1.86x as fast as sequential ~');
    expect(shortened(plain, sentence, 3)).toBe('');
    expect(shortened(plain, sentence, -5)).toBe('');
  });

  test('never takes more columns than it has', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 100 }), (text, width) => {
        expect(widthOf(shortened(theme, text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

test('hints that do not fit are left out whole, but never how to be helped and to leave', () => {
  const hints = [
    ['1-6', 'scenario'],
    ['z', 'zoom'],
    ['?', 'help'],
    ['q', 'quit'],
  ] as const;
  const bar = (width: number) => hintBar(plain, width, hints).trimEnd();
  expect(bar(40)).toBe('1-6 scenario  z zoom  ? help  q quit');
  expect(bar(35)).toBe('1-6 scenario  ? help  q quit');
  expect(bar(20)).toBe('? help  q quit');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, type Column, tableOf } from '../../../../src/engine/report/blocks.ts';
import { htmlPage } from '../../../../src/engine/report/render/html.ts';
import { markdownOf } from '../../../../src/engine/report/render/markdown.ts';
import { terminalText } from '../../../../src/engine/report/render/terminal.ts';
import { widthOf } from '../../../../src/engine/text/width.ts';
import { hostile } from '../../text/hostile.ts';

const columns: readonly Column<string>[] = [
  { heading: 'lane', align: 'left', of: (text) => text },
  { heading: 'less the\nmachine', align: 'right', ifTight: 'left-out', of: ({ length }) => `${length} %` },
  { heading: 'verdict', align: 'left', ifTight: 'wrapped', of: (text) => text },
];

/** A block of every kind that takes a text from outside. */
function blocksOf(text: string): Block[] {
  return [
    { kind: 'title', text, facts: [text] },
    { kind: 'section', name: 'one', heading: text, blocks: [tableOf(text, columns, [text, 'threads'])] },
    { kind: 'list', items: [text] },
    { kind: 'conclusion', items: [text, text] },
    { kind: 'remarks', remarks: [{ about: text, text }] },
    { kind: 'warnings', items: [text] },
    { kind: 'terms', terms: [['queue', 'wants a core']] },
    { kind: 'note', text },
    { kind: 'details', summary: text, blocks: [{ kind: 'facts', items: [text] }] },
  ];
}

describe('text from outside', () => {
  const markup = fc.constantFrom('<script>', '</td>', '"', "'", '&', '| a |', '# h', '* b', '`c`', '![x](y)', '\n\n');
  const outside = fc.array(fc.oneof(hostile, markup), { maxLength: 6 }).map((parts) => parts.join(''));

  test('moves no cursor in any medium', () => {
    fc.assert(
      fc.property(outside, (text) => {
        for (const render of [terminalText, markdownOf, htmlPage])
          expect(render(blocksOf(text)).replaceAll('\n', '')).not.toMatch(/[\p{Control}\p{Surrogate}]/u);
      }),
    );
  });

  test('is no element of a page, and ends none', () => {
    const elements = (page: string) => page.match(/<\/?[a-z]+/gi);
    fc.assert(
      fc.property(outside, (text) => {
        expect(elements(htmlPage(blocksOf(text)))).toEqual(elements(htmlPage(blocksOf('harmless'))));
      }),
    );
  });

  test('is no markup in Markdown, and begins no line', () => {
    const lines = (text: string) => text.split('\n').map((line) => /^[#>|-]*/.exec(line)?.[0]);
    fc.assert(
      fc.property(outside, (text) => {
        const markdown = markdownOf(blocksOf(text));
        expect(lines(markdown)).toEqual(lines(markdownOf(blocksOf('harmless'))));
        const written = markdown.replaceAll('<!-- -->', '').replaceAll(/<https?:\/\/[^\s<>]*>/g, '');
        expect(written).not.toMatch(/(?<!\\)<|(?<!\\)`/);
      }),
    );
  });
});

describe('a table in a terminal', () => {
  const rows = (text: string) => terminalText([tableOf('', columns, [text])]).split('\n');

  test('has its headings at the bottom, and figures at the right', () => {
    expect(rows('threads')).toEqual([
      '         less the',
      'lane      machine  verdict',
      'threads       7 %  threads',
      '',
    ]);
  });

  test('that is too wide wraps what may be wrapped, and else loses what may be left out', () => {
    const wrapped = rows(`${'one '.repeat(9)}one`);
    expect(wrapped[0]).toContain('less the');
    expect(wrapped.length).toBeGreaterThan(4);
    const narrowed = rows('x'.repeat(38));
    expect(narrowed[0]?.split(/ {2,}/)).toEqual(['lane', 'verdict']);
    expect(Math.max(...[...wrapped, ...narrowed].map(widthOf))).toBeLessThanOrEqual(80);
  });
});

test('a section with nothing in it has no heading in any medium', () => {
  const empty: Block[] = [{ kind: 'section', name: 'x', heading: 'Heading', blocks: [{ kind: 'list', items: [] }] }];
  for (const render of [terminalText, markdownOf, htmlPage]) expect(render(empty)).not.toContain('Heading');
});

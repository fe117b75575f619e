import { expect, test } from 'vitest';
import { markdownOf } from '../../../src/engine/report/render/markdown.ts';
import { markdownText } from '../../../src/engine/text/markdown.ts';

test.each([
  ['struck ~~out~~', 'struck \\~\\~out\\~\\~'],
  ['*strong* _and_ `code`', '\\*strong\\* \\_and\\_ \\`code\\`'],
  ['the sum $x$', 'the sum \\$x\\$'],
  ['snake_case_name', 'snake_case_name'],
  ['&lt;b&gt;', '\\&lt;b\\&gt;'],
  ['- an item', '\\- an item'],
  ['+ an item', '\\+ an item'],
  ['--- a rule', '\\--- a rule'],
  ['1. an item', '1\\. an item'],
  ['-10.0', '-10.0'],
])('%j keeps its characters in Markdown', (text, written) => {
  expect(markdownText(text)).toBe(written);
});

test.each([
  ['by @name', 'by @<!-- -->name'],
  ['py-threads@3.13', 'py-threads@<!-- -->3.13'],
  ['see #12', 'see \\#<!-- -->12'],
  [':tada:', ':<!-- -->tada:'],
  ['www.a_b.org', 'www<!-- -->.a_b.org'],
])('%j names nobody and nothing in Markdown', (text, written) => {
  expect(markdownText(text)).toBe(written);
});

test.each([
  ['at http://x/_a_*b*?c=1&copy;=2, and', 'at <http://x/_a_*b*?c=1&amp;copy;=2>, and'],
  ['Error fetching http://user:***@x/a_b: refused', 'Error fetching <http://user:***@x/a_b>: refused'],
  ['(https://x/~y)', '(<https://x/~y>)'],
  ['http://x|y', '<http://x>\\|y'],
])('a link in %j stays as it is', (text, written) => {
  expect(markdownText(text)).toBe(written);
});

test('two warnings are two paragraphs', () => {
  expect(markdownOf([{ kind: 'warnings', items: ['one', 'two'] }])).toBe('> **Warning:** one\n\n> **Warning:** two\n');
});

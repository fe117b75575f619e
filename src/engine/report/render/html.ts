import type { Block, Remark } from '../blocks.ts';
import { breakdownBars } from './html-breakdowns.ts';
import { style } from './html-style.ts';
import { tableBox } from './html-table.ts';
import { definitions, element, list, text } from './html-text.ts';
import { timelines } from './html-timelines.ts';
import { drawPlot } from './plot.ts';

/**
 * Blocks as one page for a browser: no script, no outside resource, light and dark as the reader's
 * system has it. Everything that came out of a run is escaped, and a policy forbids the page to load anything.
 */
export function htmlPage(blocks: readonly Block[]): string {
  const title = blocks.find((block) => block.kind === 'title')?.text ?? 'lanes';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>
${style}</style>
</head>
<body>
${blocks
  .map(htmlOf)
  .filter((part) => part !== '')
  .join('\n')}
</body>
</html>
`;
}

/** Nothing for a block that has nothing in it. */
function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `${element('h1', {}, text(block.text))}${list(block.facts)}`;
    case 'section':
      return section(block.name, block.heading, insideOf(block.blocks));
    case 'table':
      return block.rows.length === 0 ? '' : tableBox(block);
    case 'plot':
      return element('pre', {}, text(drawPlot(block).join('\n')));
    case 'list':
    case 'facts':
    case 'warnings':
      return list(block.items);
    case 'conclusion':
      return conclusion(block.items);
    case 'remarks':
      return remarksOf(block.remarks);
    case 'terms':
      return definitions(block.terms);
    case 'note':
      return element('p', { class: 'note' }, text(block.text));
    case 'details':
      return details(block.summary, insideOf(block.blocks));
    case 'timelines':
      return timelines(block.lanes);
    case 'breakdowns':
      return breakdownBars(block.lanes);
  }
}

function insideOf(blocks: readonly Block[]): string {
  return blocks.map(htmlOf).join('');
}

function section(name: string, heading: string | undefined, content: string): string {
  if (content === '') return '';
  return element(
    'section',
    { class: name },
    `${heading === undefined ? '' : element('h2', {}, text(heading))}${content}`,
  );
}

function details(summary: string, content: string): string {
  return content === '' ? '' : element('details', {}, `${element('summary', {}, text(summary))}${content}`);
}

function conclusion([first, ...others]: readonly string[]): string {
  return first === undefined ? '' : `${element('p', {}, text(first))}${list(others)}`;
}

/** What is said of each, beside its name. */
function remarksOf(remarks: readonly Remark[]): string {
  const byName = Map.groupBy(remarks, ({ about }) => about);
  const said = [...byName].map(([about, own]) => {
    const all = own.map((remark) => element('dd', {}, text(remark.text)));
    return element('div', {}, `${element('dt', {}, text(about))}${all.join('')}`);
  });
  return said.length === 0 ? '' : element('dl', {}, said.join(''));
}

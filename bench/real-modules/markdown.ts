import { marked } from 'marked';

/** A document as HTML. */
export default function render(document: string): string {
  return marked.parse(document, { async: false });
}

export const inputs = Array.from({ length: 8 }, (_, seed) => document(seed));

function document(seed: number): string {
  const sections = Array.from({ length: 60 }, (_, index) => {
    const rows = Array.from({ length: 5 }, (_row, row) => `| ${row} | *${seed * row}* | \`${index ^ row}\` |`);
    return [
      `## Section ${index} of ${seed}`,
      `Some **bold** words, a [link](https://example.org/${index}) & a list:`,
      `1. one\n2. two\n   - deeper <b>${seed}</b>`,
      ['| a | b | c |', '|---|---|--:|', ...rows].join('\n'),
      `\`\`\`js\nconst answer = ${seed * index};\n\`\`\``,
    ].join('\n\n');
  });
  return sections.join('\n\n');
}

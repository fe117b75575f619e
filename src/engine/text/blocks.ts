/** What fits any terminal, in columns. */
export const terminalWidth = 80;

/** Blocks of lines, with an empty line between two of them; those without a line are left out. */
export function joinBlocks(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.join('\n')}\n`)
    .join('\n');
}

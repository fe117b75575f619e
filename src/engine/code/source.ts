/** Stands at the end of each line that makes a program the model it is. No text of a user's can have it: control characters are escaped. */
export const mark = '\u0001';

/** Widest line of a program, where what the user gave lets it be. */
export const widest = 100;

/** Parts of a program with an empty line between them (`gap` more of them); those that are absent are left out. */
export function paragraphs(parts: readonly (string | undefined)[], gap = 1): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n'.repeat(gap + 1));
}

/** Lines one under the other; those that are absent are left out. */
export function lines(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false).join('\n');
}

/** A text whose lines but for the first and the empty ones begin `columns` further right: for the middle of a template. */
export function indented(text: string, columns: number): string {
  return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(columns)}`);
}

/** The text without its marks, and the numbers of the lines that had one. */
export function unmarked(source: string): { readonly text: string; readonly marked: readonly number[] } {
  const marked = source.split('\n').flatMap((line, index) => (line.endsWith(mark) ? [index + 1] : []));
  return { text: source.replaceAll(mark, ''), marked };
}

/** Words as a comment that is as wide as a program may be, each line after `start`. */
export function comment(words: string, start: string): string {
  const rows: string[] = [start];
  for (const word of words.split(' ')) {
    const longer = `${rows.at(-1)} ${word}`;
    if (longer.length <= widest || rows.at(-1) === start) rows[rows.length - 1] = longer;
    else rows.push(`${start} ${word}`);
  }
  return rows.join('\n');
}

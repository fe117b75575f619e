import { createTwoFilesPatch } from 'diff';

/** What changed from one version of a file to the next, as a patch. */
export function patch({ before, after }: { before: string; after: string }): string {
  return createTwoFilesPatch('before.txt', 'after.txt', before, after);
}

export function* inputs(): Generator<{ before: string; after: string }> {
  for (let seed = 1; seed <= 8; seed += 1) {
    const lines = Array.from({ length: 400 }, (_, index) => `line ${(index * seed) % 97} of the file`);
    const after = lines.flatMap((line, index) => (index % (seed + 7) === 0 ? [`${line}, changed`] : [line]));
    yield { before: lines.join('\n'), after: after.join('\n') };
  }
}

import type { Readable } from 'node:stream';

/** A piece of a stream's text: a whole line, or, when `continues`, the begin of one. */
export interface TextPiece {
  readonly text: string;
  readonly continues: boolean;
}

/**
 * Splits what comes out of a stream into lines, holding none back: a line may be endless. What it
 * gives ends the reading: resolves when the stream has ended, or after `limitMs` without that, for a
 * process that got away may keep it open.
 */
export function readLines(
  stream: Readable,
  onPieces: (pieces: TextPiece[]) => void,
): (limitMs: number) => Promise<void> {
  let open = false;
  stream.setEncoding('utf8');
  stream.on('data', (data: string) => {
    const texts = data.split('\n');
    const last = texts.pop() ?? '';
    const pieces = texts.map((text) => ({ text, continues: false }));
    if (last !== '') pieces.push({ text: last, continues: true });
    open = last !== '' || (open && texts.length === 0);
    onPieces(pieces);
  });
  const closed = new Promise<void>((resolve) => {
    stream.once('close', () => {
      if (open) onPieces([{ text: '', continues: false }]);
      resolve();
    });
  });
  return async (limitMs) => {
    const timer = setTimeout(() => stream.destroy(), limitMs);
    await closed;
    clearTimeout(timer);
  };
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyDecoder } from '../../../src/ui/input/decoder.ts';

const esc = '\u001b';

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text);
}

/** The keys of what comes in these pieces, with no time between them. */
function keysOf(...pieces: readonly (string | Uint8Array)[]): string[] {
  const decoder = new KeyDecoder();
  return pieces.flatMap((piece) => decoder.decode(typeof piece === 'string' ? bytesOf(piece) : piece));
}

/** The keys of what comes, after a long silence too. */
function keysInTheEnd(text: string): string[] {
  const decoder = new KeyDecoder();
  return [...decoder.decode(bytesOf(text)), ...decoder.lapse()];
}

const sequences: readonly (readonly [string, string, readonly string[]])[] = [
  ['a cursor key', `${esc}[A`, ['up']],
  ['a cursor key in application mode', `${esc}OB`, ['down']],
  ['a cursor key with Ctrl', `${esc}[1;5C`, ['right']],
  [
    'Home and End, in their several ways',
    `${esc}[H${esc}[1~${esc}[7~${esc}OF${esc}[4~`,
    ['home', 'home', 'home', 'end', 'end'],
  ],
  ['paging', `${esc}[5~${esc}[6~`, ['pageup', 'pagedown']],
  ['Shift-Tab', `${esc}[Z`, ['shift-tab']],
  ["the keypad's Enter", `${esc}OM`, ['return']],
  ["rxvt's Shift-Home", `${esc}[7$`, ['home']],
  ['function keys', `${esc}[11~${esc}OP${esc}[[A${esc}[15;5~`, []],
  ['a key with its release in the kitty protocol', `${esc}[113;1:1u${esc}[113;1:3u`, ['q']],
  ['the release of a cursor key', `${esc}[1;1:1A${esc}[1;1:3A`, ['up']],
  ['the release of a key with a number', `${esc}[5;1:3~`, []],
  ['Ctrl-C in the kitty protocol', `${esc}[99;5u`, ['ctrl-c']],
  [
    'Esc, Enter, Tab in the kitty protocol',
    `${esc}[27u${esc}[13u${esc}[9u${esc}[9;2u`,
    ['escape', 'return', 'tab', 'shift-tab'],
  ],
  ['a shifted key in the kitty protocol', `${esc}[120:88;2u${esc}[103;2u${esc}[47;2;63u`, ['X', 'G', '?']],
  ['Caps Lock and Num Lock in the kitty protocol', `${esc}[99;197u`, ['ctrl-c']],
  ['Ctrl-C by modifyOtherKeys', `${esc}[27;5;99~`, ['ctrl-c']],
  ['a number of no character', `${esc}[99999999u`, []],
  ['where the cursor is', `${esc}[12;40R`, []],
  ['attributes of the device', `${esc}[?62;22c${esc}[>1;10;0c`, []],
  ['whether a mode is set', `${esc}[?2026;2$y`, []],
  ['that the window has the focus, or has it no more', `${esc}[I${esc}[O`, []],
  ['a colour, ended by BEL', `${esc}]11;rgb:1e1e/1e1e/1e1e\u0007`, []],
  ['a colour, ended by ST', `${esc}]11;rgb:1e1e/1e1e/1e1e${esc}\\`, []],
  ['a version', `${esc}P>|tmux 3.4${esc}\\`, []],
  ['what an application said', `${esc}_Gi=31;OK${esc}\\`, []],
  ['a report of a mouse in the way of SGR', `${esc}[<0;33;7M${esc}[<0;33;7m`, []],
  ['a report of a mouse in the way of urxvt', `${esc}[32;33;7M`, []],
  ['what is pasted', `${esc}[200~q\r\u0003r1x${esc}[A${esc}[20${esc}[201~`, []],
];

describe('the decoder of keys', () => {
  test('takes a burst of keys apart', () => {
    expect(keysOf('jj2r')).toEqual(['j', 'j', '2', 'r']);
    expect(keysOf('2\r +\t\u007f')).toEqual(['2', 'return', 'space', '+', 'tab', 'backspace']);
    expect(keysOf('\u0003\u000c\u001a\u0000')).toEqual(['ctrl-c', 'ctrl-l', 'ctrl-z']);
    expect(keysOf('ä世')).toEqual(['ä', '世']);
  });

  test.each(sequences)('knows %s', (_, sent, keys) => {
    expect(keysOf(sent)).toEqual(keys);
    expect(keysOf(`${sent}j`)).toEqual([...keys, 'j']);
  });

  test('finds the same keys wherever the bytes are split', () => {
    const piece = fc.constantFrom(
      ...sequences.map(([, sent]) => sent),
      'j',
      '\r',
      'ä',
      '世',
      '2',
      `${esc}q`,
      `${esc}${esc}`,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 8 }), (pieces, places) => {
        const bytes = bytesOf(pieces.join(''));
        const cuts = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b);
        const parts = [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
        expect(keysOf(...parts)).toEqual(keysOf(bytes));
      }),
    );
    for (const [, sent] of sequences)
      expect(keysOf(...Array.from(bytesOf(sent), (byte) => Uint8Array.of(byte)))).toEqual(keysOf(sent));
  });

  test('takes the three bytes of a mouse report of old for no keys, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 3, maxLength: 3, min: 0x20 }), (report) => {
        expect(keysOf(`${esc}[M`, report, 'j')).toEqual(['j']);
      }),
    );
  });

  test('takes ESC and a key for Esc and the key', () => {
    expect(keysOf(`${esc}2`)).toEqual(['escape', '2']);
    expect(keysOf(esc, 'q')).toEqual(['escape', 'q']);
    expect(keysOf(`${esc}${esc}[A`)).toEqual(['escape', 'up']);
    expect(keysOf(`${esc}\u0003`)).toEqual(['escape', 'ctrl-c']);
  });

  test('takes ESC for Esc only when nothing comes after it', () => {
    const decoder = new KeyDecoder();
    expect(decoder.decode(bytesOf('j'))).toEqual(['j']);
    expect(decoder.patience).toBeUndefined();
    expect(decoder.decode(bytesOf(esc))).toEqual([]);
    expect(decoder.patience).toBe(150);
    expect(decoder.lapse()).toEqual(['escape']);
    expect(decoder.patience).toBeUndefined();
  });

  test('makes nothing of what was never ended, and is not deaf after it', () => {
    const begun = [`${esc}[`, `${esc}[1;`, `${esc}O`, `${esc}]0;title`, `${esc}P`, `${esc}[M`, `${esc}[200~rq`];
    for (const text of begun) {
      const decoder = new KeyDecoder();
      expect(decoder.decode(bytesOf(text))).toEqual([]);
      expect(decoder.patience).toBeGreaterThan(0);
      expect(decoder.lapse()).toEqual([]);
      expect(decoder.decode(bytesOf('r'))).toEqual(['r']);
    }
  });

  test('hears a control key in the middle of anything but a paste', () => {
    for (const text of [esc, `${esc}[1`, `${esc}O`, `${esc}]0;`, `${esc}P1`, `${esc}[M `])
      expect(keysOf(`${text}\u0003`).at(-1)).toBe('ctrl-c');
    expect(keysOf(`${esc}[200~\u0003`)).toEqual([]);
  });

  test('names a key, or nothing, whatever comes, and hears keys afterwards', () => {
    const named = /^(.|[a-z]+|shift-tab|ctrl-.)$/u;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const decoder = new KeyDecoder();
        for (const key of [...decoder.decode(bytes), ...decoder.lapse()]) expect(key).toMatch(named);
        expect(decoder.decode(bytesOf('\r')).at(-1)).toBe('return');
      }),
    );
  });

  test('gives up a sequence that has no end', () => {
    expect(keysInTheEnd(`${esc}[${'1'.repeat(1_000)}`)).not.toContain('A');
    expect(keysOf(`${esc}[${';'.repeat(1_000)}`, '\u0003').at(-1)).toBe('ctrl-c');
  });
});

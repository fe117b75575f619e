import { StringDecoder } from 'node:string_decoder';
import { characterKeys, sequenceKeys, singleShiftKeys } from './key-names.ts';

/** What is being read: text, or what came of something longer. */
type Mode = 'text' | 'escape' | 'sequence' | 'single-shift' | 'string' | 'string-escape' | 'mouse' | 'paste';

/**
 * How long the rest of each may take, in ms, from its last byte on. A lone ESC is the key soon, a
 * sequence that a slow line has torn apart may take longer; what was never ended must not deafen.
 */
const patience: Readonly<Record<Mode, number | undefined>> = {
  text: undefined,
  escape: 150,
  sequence: 500,
  'single-shift': 500,
  string: 1_000,
  'string-escape': 150,
  mouse: 500,
  paste: 1_000,
};

/** What ESC begins. OSC, DCS, PM and APC are strings up to their terminator. */
const introducers: Readonly<Record<string, Mode>> = {
  '[': 'sequence',
  O: 'single-shift',
  ']': 'string',
  P: 'string',
  '^': 'string',
  _: 'string',
};

const esc = 0x1b;
const bell = 0x07;
const pasteEnd = '\u001b[201~';
/** The bytes of a report of a mouse in the way of X10: button, column, row. */
const mouseBytes = 3;
/** No terminal sends longer parameters. */
const longest = 64;

/**
 * Turns the bytes that a terminal sends into names of keys, however they are split. Replies of the
 * terminal, reports of a mouse and what is pasted are no keys. ESC and then a key is Esc and the key.
 * Keeps no time: who reads calls {@link lapse} when nothing has come for {@link patience}.
 */
export class KeyDecoder {
  #mode: Mode = 'text';
  /** What came of the parameters, of the report, or of the end of what is pasted. */
  #read = '';
  readonly #text = new StringDecoder('utf8');

  /** How long what is read may wait for its rest, in ms; undefined where it waits for nothing. */
  get patience(): number | undefined {
    return patience[this.#mode];
  }

  /** The keys that are complete with these bytes. */
  decode(bytes: Uint8Array): string[] {
    const keys: string[] = [];
    for (const byte of bytes) keys.push(...this.#take(byte));
    return keys;
  }

  /** Gives up waiting for the rest: ESC was the key, of anything else nothing is made. */
  lapse(): string[] {
    const wasKey = this.#mode === 'escape' || this.#mode === 'string-escape';
    this.#begin('text');
    return wasKey ? ['escape'] : [];
  }

  #begin(mode: Mode): string[] {
    this.#mode = mode;
    this.#read = '';
    return [];
  }

  /** What was read is no sequence: it is forgotten, and the byte is one of its own. */
  #anew(byte: number): string[] {
    this.#begin('text');
    return this.#take(byte);
  }

  #take(byte: number): string[] {
    const character = String.fromCharCode(byte);
    switch (this.#mode) {
      case 'text':
        return byte === esc ? this.#begin('escape') : this.#takeText(byte);
      case 'escape':
        return this.#takeEscaped(byte, introducers[character]);
      case 'sequence':
        return this.#takeSequence(byte, character);
      case 'single-shift':
        return this.#takeSingleShift(byte, character);
      case 'string':
        return this.#takeString(byte);
      case 'string-escape':
        return character === '\\' ? this.#begin('text') : this.#takeEscaped(byte, introducers[character]);
      case 'mouse':
        return this.#takeMouse(byte, character);
      case 'paste':
        return this.#takePasted(character);
    }
  }

  #takeText(byte: number): string[] {
    return Array.from(this.#text.write(Buffer.of(byte))).flatMap(characterKeys);
  }

  #takeEscaped(byte: number, mode: Mode | undefined): string[] {
    return mode === undefined ? ['escape', ...this.#anew(byte)] : this.#begin(mode);
  }

  #takeSequence(byte: number, character: string): string[] {
    const isControl = byte < 0x20 || byte > 0x7e;
    if (isControl || this.#read.length > longest) return this.#anew(byte);
    if (!this.#isFinal(byte, character)) {
      this.#read += character;
      return [];
    }
    const parameters = this.#read;
    if (character === 'M' && parameters === '') return this.#begin('mouse');
    if (character === '~' && parameters === '200') return this.#begin('paste');
    this.#begin('text');
    return parameters.startsWith('[') ? [] : sequenceKeys(parameters, character);
  }

  /** Two terminals have their own ways: Linux sends `CSI [ A` for F1, rxvt `CSI 7 $` for Shift-Home. */
  #isFinal(byte: number, character: string): boolean {
    if (character === '[') return this.#read !== '';
    return byte >= 0x40 || (character === '$' && /^[2-8]$/.test(this.#read));
  }

  #takeSingleShift(byte: number, character: string): string[] {
    if (/[\d;]/.test(character) && this.#read.length < longest) {
      this.#read += character;
      return [];
    }
    if (byte < 0x40 || byte > 0x7e) return this.#anew(byte);
    this.#begin('text');
    return singleShiftKeys(character);
  }

  #takeString(byte: number): string[] {
    if (byte === bell) return this.#begin('text');
    if (byte === esc) return this.#begin('string-escape');
    return byte < 0x20 ? this.#anew(byte) : [];
  }

  #takeMouse(byte: number, character: string): string[] {
    if (byte < 0x20) return this.#anew(byte);
    this.#read += character;
    return this.#read.length < mouseBytes ? [] : this.#begin('text');
  }

  #takePasted(character: string): string[] {
    const read = this.#read + character;
    if (read === pasteEnd) return this.#begin('text');
    if (pasteEnd.startsWith(read)) this.#read = read;
    else this.#read = character === '\u001b' ? character : '';
    return [];
  }
}

/** What ends a control sequence, with the key that it stands for: xterm's, then rxvt's with Shift. */
const finals: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  Z: 'shift-tab',
  a: 'up',
  b: 'down',
  c: 'right',
  d: 'left',
};

/** The same for single shifts: the cursor keys, and the keypad's Enter. */
const singleShifts: Readonly<Record<string, string>> = { ...finals, M: 'return' };

/** Keys with a number: `CSI 5 ~`. */
const numbers: Readonly<Record<string, string>> = {
  1: 'home',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};

const characters: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\b': 'backspace',
  '\t': 'tab',
  '\n': 'return',
  '\r': 'return',
  '\u001b': 'escape',
  '\u007f': 'backspace',
};

/** The key of a character; none where no key sends it. */
export function characterKeys(character: string): string[] {
  const code = character.codePointAt(0) ?? 0;
  const name = characters[character];
  if (name !== undefined) return [name];
  if (code >= 0x20) return [character];
  return code >= 1 && code <= 26 ? [`ctrl-${String.fromCodePoint(code + 0x60)}`] : [];
}

/** The key of a single shift (`ESC O …`); none where it is none that we know. */
export function singleShiftKeys(final: string): string[] {
  return listed(singleShifts[final]);
}

/**
 * The key of a control sequence (`CSI parameters final`); none where it is a reply of the terminal,
 * the release of a key, or a key that we do not know.
 */
export function sequenceKeys(parameters: string, final: string): string[] {
  if (!ofKeys.test(parameters)) return [];
  const [first = [], second = [], third = []] = parameters.split(';').map((parameter) => parameter.split(':'));
  const [number = '', shifted] = first;
  const [modifiers = '', event] = second;
  if (event === released) return [];
  if (final === 'u') return typed({ code: number, shifted, modifiers, text: third });
  if (!'~^@$'.includes(final)) return listed(finals[final]);
  return number === otherKey ? typed({ code: third[0], modifiers }) : listed(numbers[number]);
}

/** Other parameters are those of replies. */
const ofKeys = /^[\d:;]*$/;
/** The kind of event that ends a key in the kitty protocol. */
const released = '3';
/** What stands for a key in xterm's modifyOtherKeys: `CSI 27 ; modifiers ; code ~`. */
const otherKey = '27';

/** Bits of the modifiers, which are sent plus one. */
const shift = 1;
const control = 4;
/** Alt, super, hyper, meta: of these we have no keys. */
const unused = 2 | 8 | 16 | 32;

interface Typed {
  readonly code: string | undefined;
  readonly shifted?: string | undefined;
  readonly modifiers: string;
  readonly text?: readonly string[];
}

/** A key that is sent as the number of its character, as the kitty protocol and modifyOtherKeys do. */
function typed({ code, shifted, modifiers, text = [] }: Typed): string[] {
  const bits = Math.max(0, Number(modifiers || 1) - 1);
  const [character] = charactersOf([code]);
  if (character === undefined || bits & unused) return [];
  if (bits & control) return [`ctrl-${character}`];
  const [written = bits & shift ? character.toUpperCase() : character] = charactersOf([text[0] || shifted]);
  const keys = characterKeys(written);
  return bits & shift && keys[0] === 'tab' ? ['shift-tab'] : keys;
}

function charactersOf(codes: readonly (string | undefined)[]): string[] {
  return codes.flatMap((code) => (code && Number(code) <= 0x10ffff ? [String.fromCodePoint(Number(code))] : []));
}

function listed(key: string | undefined): string[] {
  return key === undefined ? [] : [key];
}

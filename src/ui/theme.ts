import { inspect } from 'node:util';
import { widthOf } from '../engine/text/width.ts';

/** Puts a style around a text; the text itself where there are no colours. */
export type Paint = (text: string) => string;

const meanings = {
  /** What the eye should find first. */
  strong: ['bold'],
  /** What may be overlooked. */
  faint: ['dim'],
  good: ['green'],
  bad: ['red', 'bold'],
  /** Something the user did: stopped, frozen. */
  notice: ['magenta', 'bold'],
  focus: ['cyan', 'bold'],
  chosen: ['inverse', 'bold'],
} as const;

/** Beside them the terminal's own. White and yellow cannot be seen on a light background. */
const taskColours = ['cyan', 'magenta', 'green', 'blueBright'] as const;

/** How one writes in ASCII what the dashboard, reports and tasks write otherwise; each in as many columns. */
const inAscii: Readonly<Record<string, string>> = {
  '×': 'x',
  '…': '~',
  '·': '|',
  '–': '-',
  '—': '-',
  '−': '-',
  µ: 'u',
  '≤': '<',
  '≥': '>',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
};

const onlyAscii = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Text, which must be plain, in ASCII and as wide as before: letters without their marks, `?` for what has no like. */
function asciiText(text: string): string {
  if (onlyAscii.test(text)) return text;
  return Array.from(graphemes.segment(text), ({ segment }) => {
    const [letter = ''] = segment.normalize('NFKD');
    const width = widthOf(segment);
    return inAscii[segment] ?? (onlyAscii.test(letter) && width === 1 ? letter : '?'.repeat(width));
  }).join('');
}

interface Glyphs {
  readonly running: string;
  readonly waiting: string;
  readonly finished: string;
  readonly failed: string;
  readonly stopped: string;
  readonly unavailable: string;
  readonly focus: string;
  readonly barDone: string;
  readonly barLeft: string;
  readonly times: string;
  readonly between: string;
  readonly ellipsis: string;
  /** Upper left corner, upper edge, wall, lower left corner, lower edge. */
  readonly border: string;
  readonly focusedBorder: string;
}

const unicodeGlyphs: Glyphs = {
  running: '▸',
  waiting: '·',
  finished: '✓',
  failed: '✗',
  stopped: '■',
  unavailable: '–',
  focus: '▶',
  barDone: '━',
  barLeft: '─',
  times: '×',
  between: '·',
  ellipsis: '…',
  border: '──   ',
  focusedBorder: '╔═║╚═',
};

const asciiGlyphs: Glyphs = {
  running: '>',
  waiting: '.',
  finished: '+',
  failed: 'x',
  stopped: '#',
  unavailable: '-',
  focus: '>',
  barDone: '#',
  barLeft: '-',
  times: 'x',
  between: '|',
  ellipsis: '~',
  border: '--   ',
  focusedBorder: '#=|#=',
};

/** Few colours, each with one meaning, and the characters that everything is drawn with. */
export interface Theme {
  readonly paint: Readonly<Record<keyof typeof meanings, Paint>>;
  /** The colour of a task, the same in every pane. */
  readonly task: (id: number) => Paint;
  readonly glyph: Glyphs;
  readonly unicode: boolean;
  /** What of a plain text the terminal can show, as wide as before. */
  readonly shown: (text: string) => string;
}

const plain: Paint = (text) => text;

/** A theme with or without colours, in Unicode or in ASCII. */
export function makeTheme({ colour, unicode }: { colour: boolean; unicode: boolean }): Theme {
  const paintOf = (styles: readonly string[]): Paint => (colour ? painter(styles) : plain);
  const palette = [...taskColours.map((name) => paintOf([name])), plain];
  return {
    paint: {
      strong: paintOf(meanings.strong),
      faint: paintOf(meanings.faint),
      good: paintOf(meanings.good),
      bad: paintOf(meanings.bad),
      notice: paintOf(meanings.notice),
      focus: paintOf(meanings.focus),
      chosen: paintOf(meanings.chosen),
    },
    task: (id) => palette[id % palette.length] ?? plain,
    glyph: unicode ? unicodeGlyphs : asciiGlyphs,
    unicode,
    shown: unicode ? (text) => text : asciiText,
  };
}

/** The codes are looked up once: a frame paints some thousand texts. */
function painter(styles: readonly string[]): Paint {
  const codes = styles.map((style) => inspect.colors[style] ?? [0, 0]);
  const open = codes.map(([code]) => `\u001b[${code}m`).join('');
  const close = codes.map(([, code]) => `\u001b[${code}m`).join('');
  return (text) => (text === '' ? '' : open + text + close);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The theme for a terminal: NO_COLOR, FORCE_COLOR, TERM and the locale decide. */
export function themeFor(environment: Environment): Theme {
  return makeTheme({ colour: wantsColour(environment), unicode: speaksUnicode(environment) });
}

function wantsColour({ FORCE_COLOR, NO_COLOR, TERM }: Environment): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return TERM !== 'dumb';
}

function speaksUnicode({ TERM, LC_ALL, LC_CTYPE, LANG }: Environment): boolean {
  if (TERM === 'linux' || TERM === 'dumb') return false;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '');
  return locale !== undefined && /utf-?8/i.test(locale);
}

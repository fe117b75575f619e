/** The formats of a report, as `--format` takes them; apart from what makes them, which is loaded when it is needed. */
export const formatNames = ['table', 'json', 'csv', 'markdown', 'trace', 'html'] as const;
/** Those of a sweep. */
export const sweepFormatNames = ['table', 'json', 'csv', 'markdown'] as const;
/** Those of a comparison. */
export const comparisonFormatNames = ['table', 'json', 'markdown'] as const;

/** Those of a decision. */
export const decisionFormatNames = ['table', 'json', 'markdown', 'html'] as const;

/** Turns what is to be told into the text of one format, ending in a line break. */
export type Format<Content> = (content: Content) => string;

/** What JSON lets stand in a text although a terminal obeys it. */
const obeyed = /[\u007f-\u009f\p{Bidi_Control}]/gu;

/** All of it as JSON that can be shown in a terminal. */
export const json: Format<unknown> = (content) =>
  `${JSON.stringify(content, undefined, 2).replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

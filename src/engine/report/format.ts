/** The formats of a report, of a sweep and of a comparison, as `--format` takes them; apart from what makes them, which is loaded when it is needed. */
export const formatNames = ['table', 'json', 'csv', 'markdown', 'trace', 'html'] as const;
export const sweepFormatNames = ['table', 'json', 'csv', 'markdown'] as const;
export const comparisonFormatNames = ['table', 'json', 'markdown'] as const;

/** Turns what is to be told into the text of one format, ending in a line break. */
export type Format<Content> = (content: Content) => string;

/** All of it as JSON. */
export const json: Format<unknown> = (content) => `${JSON.stringify(content, undefined, 2)}\n`;

/** The formats of a comparison, as `lanes compare --format` takes them. */
export const comparisonFormatNames = ['table', 'json', 'markdown'] as const;

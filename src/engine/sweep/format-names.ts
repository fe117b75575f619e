/** The formats of a sweep, as `lanes sweep --format` takes them. */
export const sweepFormatNames = ['table', 'json', 'csv', 'markdown'] as const;

/** The formats of a report, as `--format` takes them; by themselves, as what makes them is loaded when it is needed. */
export const formatNames = ['table', 'json', 'csv', 'markdown', 'trace', 'html'] as const;

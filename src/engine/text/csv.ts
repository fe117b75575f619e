/**
 * A spreadsheet takes text that begins like this for a formula, wide signs and what is left of
 * them included, and a task's error can say anything.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^(?:[\t\r]|[\s\p{Control}\p{Format}]*[=+@\-＝＋＠－])/u;

/** What a field can hold; nothing is left empty. */
export type CsvValue = string | number | boolean | undefined;

/** A record a row, its fields under the names of `columns`: RFC 4180, with a header. What a spreadsheet would run is made text. */
export function csvText<Row>(columns: Readonly<Record<string, (row: Row) => CsvValue>>, rows: readonly Row[]): string {
  const fields = Object.values(columns);
  const records = rows.map((row) => fields.map((of) => String(of(row) ?? '')));
  return [Object.keys(columns), ...records].map((record) => `${record.map(quoted).join(',')}\r\n`).join('');
}

function quoted(text: string): string {
  const harmless = formula.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

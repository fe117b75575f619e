/** A spreadsheet takes text that begins like this for a formula, and a task's error can say anything. */
const formula = /^[=+@\t\r-]/;

/** A record as RFC 4180 has it, with its line break; what a spreadsheet would run is made text. */
export function csvRecord(fields: readonly string[]): string {
  return `${fields.map(quote).join(',')}\r\n`;
}

function quote(text: string): string {
  const harmless = formula.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

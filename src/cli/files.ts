import { destinationOf } from './destination.ts';
import { UsageError } from './usage-error.ts';

/** A report and a log in one file, or in what is beside the other's while it grows, would take each other's place. */
export function checkFiles({ output, record }: { readonly output?: string; readonly record?: string }): void {
  if (output === undefined || record === undefined) return;
  const [report, log] = [output, record].map((file) => destinationOf(file).path);
  if (report !== log && `${report}.partial` !== log && report !== `${log}.partial`) return;
  throw new UsageError(
    `--record: got ${JSON.stringify(record)}; accepted: another file than --output ${JSON.stringify(output)} and what is kept beside it as .partial`,
  );
}

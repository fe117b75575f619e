import { Option } from 'commander';
import type { WorkOption } from '../../tasks/workload.ts';

/** What can be asked for: the dashboard, which is `lanes` alone, or a command after that word. */
export type CommandName =
  | 'lanes'
  | 'run'
  | 'decide'
  | 'sweep'
  | 'replay'
  | 'list'
  | 'compare'
  | 'init'
  | 'help'
  | 'version';

/** An option of the command line, and where it means something. */
export interface OptionRow {
  /** As it is written, without the value: `--tasks`. */
  readonly name: string;
  /** What stands after it: `<n>`. Absent for one that is there or not. */
  readonly value?: string;
  readonly help: string;
  readonly commands: readonly CommandName[];
  /** Reads its value; throws a UsageError that begins with `argument`. `previous` is that of the one before, where it is repeated. */
  readonly read?: (argument: string, given: string, previous: unknown) => unknown;
  /** Its value where it is not given, and how the help words that. */
  readonly preset?: { readonly value: unknown; readonly shown: string };
  /** The names of those that it cannot stand beside. */
  readonly excludes?: readonly string[];
  /** Which workloads have a use for it, where not every one has. */
  readonly work?: WorkOption;
  /** Which lanes have a use for it, where not every one has. */
  readonly usedBy?: (lane: string) => boolean;
}

/** The row as commander has it. */
export function commanderOption({ name, value, help, read, preset, excludes }: OptionRow): Option {
  const option = new Option(value === undefined ? name : `${name} ${value}`, help);
  if (read !== undefined) option.argParser((given: string, previous: unknown) => read(name, given, previous));
  if (preset !== undefined) option.default(preset.value, preset.shown);
  if (excludes !== undefined) option.conflicts(excludes.map((other) => new Option(other).attributeName()));
  return option;
}

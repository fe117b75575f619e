import { Option } from 'commander';

/** An option whose value is read by `parse`. */
export function option<T>(flags: string, help: string, parse: (given: string, previous: T | undefined) => T): Option {
  return new Option(flags, help).argParser(parse);
}

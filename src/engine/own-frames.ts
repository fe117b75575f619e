import { pathToFileURL } from 'node:url';

/** Where lanes' own code lies, as stacks have it: of a program that was built. */
const ownPlaces = [`${import.meta.dirname}/`, `${pathToFileURL(import.meta.dirname).href}/`];

/** Whether a line is a frame of a stack, as Node writes it. */
export function isFrame(line: string): boolean {
  return /^ +at /.test(line);
}

/** Whether it is one of lanes' own code: nothing in that is the user's to mend. */
export function isOwnFrame(line: string): boolean {
  return isFrame(line) && ownPlaces.some((place) => line.includes(place));
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const licences = readFileSync(new URL('../../dist/THIRD-PARTY-LICENSES.txt', import.meta.url), 'utf8');
/** Every package that went into the bundle, once for each of its versions. */
const packages = [...licences.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) \d+\.\d+\.\d+\S* \(.+\)$/gm)].map(([, name]) => name);

// Two that disagree about one character break every row that it is in.
test.each(['string-width', 'get-east-asian-width'])(
  'the dashboard, Ink and what Ink needs measure texts with one %s',
  (name) => expect(packages.filter((one) => one === name)).toHaveLength(1),
);

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemaText } from '../../../scripts/schema.ts';
import { json } from '../../../src/engine/report/json.ts';
import { checkReport } from '../../../src/engine/report/schema/check-report.ts';
import type { Json } from '../../../src/tasks/task.ts';
import { sampleReport } from './reports.ts';

test("the published schema is up to date with the report's (npm run schema)", () => {
  expect(readFileSync('docs/report.schema.json', 'utf8')).toBe(schemaText);
});

test('the schema has the name of the format', () => {
  expect(JSON.parse(schemaText)).toMatchObject({ $id: sampleReport().schema, type: 'object' });
});

describe('a report', () => {
  test('is valid', () => {
    expect(checkReport(json(sampleReport()))).toEqual({ report: sampleReport() });
  });

  test.each([
    ['', 'no JSON'],
    ['[]', 'the whole must be object'],
    ['{}', "must have required property 'schema'"],
    [json(sampleReport()).replace('report@1', 'report@2'), '/schema must be equal to constant ("lanes/report@1")'],
    [json(sampleReport()).replace('"cores": 2', '"cores": "2"'), '/environment/cores must be integer'],
    [json(sampleReport()).replace('"state": "finished"', '"state": "done"'), '/lanes/0/state must be equal to one of'],
    [json(sampleReport()).replace('"cores": 2', '"cores": 2, "x": 1'), 'must NOT have additional properties ("x")'],
  ])('that is none is refused with what is wrong: %#', (text, problem) => {
    expect(checkReport(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('with a member too many anywhere is refused', () => {
    const whole = JSON.parse(json(sampleReport())) as Json;
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(whole)), fc.constantFrom('unknownMember', 'constructor'), (path, name) => {
        expect(checkReport(JSON.stringify(withMember(whole, path, name)))).toHaveProperty('problem');
      }),
    );
  });
});

type Path = readonly (string | number)[];

/** Where there are objects with fixed members. */
function pathsOf(value: Json, at: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => pathsOf(item, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value).filter(([key]) => !['waitedMs', 'measured'].includes(key));
  return [at, ...members.flatMap(([key, member]) => pathsOf(member, [...at, key]))];
}

function withMember(value: Json, [key, ...rest]: Path, name: string): Json {
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === key ? withMember(item, rest, name) : item));
  const members = value as { readonly [key: string]: Json };
  if (key === undefined) return { ...members, [name]: 1 };
  return { ...members, [key]: withMember(members[key] ?? null, rest, name) };
}

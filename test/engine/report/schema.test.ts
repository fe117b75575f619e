import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemaTexts } from '../../../scripts/schema.ts';
import { json } from '../../../src/engine/report/format.ts';
import { checkReport, OtherReportError } from '../../../src/engine/report/shape/report-shape.ts';
import { ShapeError } from '../../../src/engine/shape/shape-error.ts';
import { version } from '../../../src/engine/version.ts';
import type { Json } from '../../../src/tasks/task.ts';
import { schemaProblems, validReport } from '../../valid-json.ts';
import { sampleReport } from './reports.ts';

const sample = json(sampleReport());

test.each([...schemaTexts])('%s is up to date with what is told in JSON (npm run schema)', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('the schema has the name of the format', () => {
  const text = schemaTexts.get('docs/report.schema.json') ?? '';
  expect(JSON.parse(text)).toMatchObject({ $id: sampleReport().schema, type: 'object' });
});

function problemOf(text: string): string | undefined {
  try {
    checkReport(text);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ShapeError);
    return (error as Error).message;
  }
}

/** Whether the shape takes it; the schema, which another checker reads, has to agree. */
function isTaken(value: Json): boolean {
  const text = JSON.stringify(value);
  const taken = problemOf(text) === undefined;
  expect(schemaProblems('report', text).length === 0, text).toBe(taken);
  return taken;
}

describe('a report', () => {
  test.each(['lanes/report@1', 'lanes/report@3'])('of the form %s is refused by that name', (schema) => {
    const other = () => checkReport(sample.replace('lanes/report@2', schema));
    expect(other).toThrow(OtherReportError);
    expect(other).toThrow(`in the form ${schema}, and lanes ${version} reads lanes/report@2 alone`);
  });

  test('is valid', () => {
    expect(checkReport(sample)).toEqual(sampleReport());
    expect(validReport(sample)).toEqual(sampleReport());
  });

  test.each([
    ['', 'not JSON: Unexpected end of JSON input'],
    ['[]', 'got []; accepted: object'],
    ['{}', 'schema: got nothing; accepted: lanes/report@2'],
    [sample.replace('report@2', 'sweep@1'), 'schema: got "lanes/sweep@1"; accepted: lanes/report@2'],
    [sample.replace('"cores": 2', '"cores": "2"'), 'environment.cores: got "2"; accepted: number'],
    [sample.replace('"cores": 2', '"cores": 2.5'), 'environment.cores: got 2.5; accepted: a whole number'],
    [sample.replace('"cores": 2', '"cores": -2'), 'environment.cores: got -2; accepted: a number of 0 or more'],
    [
      sample.replace('"state": "finished"', '"state": "done"'),
      'lanes.0.state: got "done"; accepted: waiting, starting',
    ],
    [
      sample.replace('"cores": 2', '"cores": 2, "x": 1'),
      'environment: got a member "x"; accepted: platform, arch, cpu',
    ],
    [sample.replace('"cpu": "', '"cpu": null, "\\u001b[31m": "'), 'environment.cpu: got null; accepted: string'],
  ])('that is none is refused with the place, what was given and what is accepted: %#', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });

  test('with a member too many anywhere is refused', () => {
    const whole = JSON.parse(sample) as Json;
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(whole)), fc.constantFrom('unknownMember', 'constructor'), (path, name) => {
        expect(isTaken(changed(whole, path, (members) => ({ ...members, [name]: 1 })))).toBe(false);
      }),
    );
  });

  test('with a member less, or another value in its place, is taken by both the shape and the schema or by neither', () => {
    const whole = JSON.parse(sample) as Json;
    const anyChange = fc.option(fc.constantFrom<Json>('', null, -1, 0.5, [], {}, true), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(whole)), fc.nat(), anyChange, (path, choice, value) => {
        const withChange = (members: JsonObject) => {
          const names = Object.keys(members);
          const name = names[choice % names.length] ?? '';
          const { [name]: _, ...others } = members;
          return value === undefined ? others : { ...others, [name]: value };
        };
        isTaken(changed(whole, path, withChange));
      }),
      { numRuns: 300 },
    );
  });
});

type Path = readonly (string | number)[];
type JsonObject = { readonly [key: string]: Json };

/** Where there are objects with fixed members. */
function pathsOf(value: Json, at: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => pathsOf(item, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value).filter(([key]) => !['waitedMs', 'measured'].includes(key));
  return [at, ...members.flatMap(([key, member]) => pathsOf(member, [...at, key]))];
}

/** `value`, in which the object at a path is another. */
function changed(value: Json, [key, ...rest]: Path, change: (members: JsonObject) => JsonObject): Json {
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === key ? changed(item, rest, change) : item));
  const members = value as JsonObject;
  if (key === undefined) return change(members);
  return { ...members, [key]: changed(members[key] ?? null, rest, change) };
}

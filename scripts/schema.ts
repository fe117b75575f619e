/** Writes the JSON Schemas of what lanes tells in JSON, docs/*.schema.json, from the shapes in the source. */
import { writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { comparisonShape } from '../src/engine/compare/comparison-shape.ts';
import { decisionSchema } from '../src/engine/decide/decision.ts';
import { decisionShape } from '../src/engine/decide/decision-shape.ts';
import { reportSchema } from '../src/engine/report/report.ts';
import { reportShape } from '../src/engine/report/shape/report-shape.ts';
import { sweepShape } from '../src/engine/sweep/sweep-shape.ts';

interface Published {
  /** What `schema` says in the JSON. */
  readonly name: string;
  readonly description: string;
  readonly shape: z.ZodMiniType;
}

const published: Readonly<Record<string, Published>> = {
  'docs/report.schema.json': {
    name: reportSchema,
    description: "What a session of lanes came to. Times are in ms since a run's epoch, sizes in bytes.",
    shape: reportShape,
  },
  'docs/sweep.schema.json': {
    name: 'lanes/sweep@1',
    description: 'How models did with different numbers of workers. Times are in ms.',
    shape: sweepShape,
  },
  'docs/comparison.schema.json': {
    name: 'lanes/comparison@1',
    description: 'What became of the lanes of one session in another. Times are in ms.',
    shape: comparisonShape,
  },
  'docs/decision.schema.json': {
    name: decisionSchema,
    description: 'Which model to use for some work on this machine, and why. Times are in ms.',
    shape: decisionShape,
  },
};

function textOf({ name, description, shape }: Published): string {
  const { $schema, ...members } = z.toJSONSchema(shape, {
    target: 'draft-2020-12',
    // What a task measures may be any JSON: the only shape that is a function.
    unrepresentable: ({ zodSchema }) => (zodSchema._zod.def.type === 'custom' ? {} : 'throw'),
  });
  return `${JSON.stringify({ $schema, $id: name, title: name, description, ...members }, undefined, 2)}\n`;
}

/** The text of each file. */
export const schemaTexts: ReadonlyMap<string, string> = new Map(
  Object.entries(published).map(([file, schema]) => [file, textOf(schema)]),
);

if (import.meta.main) for (const [file, text] of schemaTexts) writeFileSync(file, text);

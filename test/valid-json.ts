import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { SessionComparison } from '../src/engine/compare/comparison.ts';
import type { Decision } from '../src/engine/decide/decision.ts';
import type { Report } from '../src/engine/report/report.ts';
import type { Sweep } from '../src/engine/sweep/sweep.ts';

type Kind = 'report' | 'sweep' | 'comparison' | 'decision';

const ajv = new Ajv2020({ allErrors: true });
const checks = {
  report: checkOf('report'),
  sweep: checkOf('sweep'),
  comparison: checkOf('comparison'),
  decision: checkOf('decision'),
};

function checkOf(kind: Kind) {
  return ajv.compile(JSON.parse(readFileSync(new URL(`../docs/${kind}.schema.json`, import.meta.url), 'utf8')));
}

/** A report that lanes has made, as JSON; throws where it is not what the published schema says. */
export function validReport(text: string): Report {
  return valid('report', text) as Report;
}

/** The same of a sweep. */
export function validSweep(text: string): Sweep {
  return valid('sweep', text) as Sweep;
}

/** The same of a comparison of two sessions. */
export function validComparison(text: string): SessionComparison {
  return valid('comparison', text) as SessionComparison;
}

/** The same of a decision. */
export function validDecision(text: string): Decision {
  return valid('decision', text) as Decision;
}

function valid(kind: Kind, text: string): unknown {
  const problems = schemaProblems(kind, text);
  if (problems.length > 0) throw new Error(`no ${kind} by docs/${kind}.schema.json: ${problems.join('; ')}`);
  return JSON.parse(text);
}

/** What a published schema has against a text in JSON. */
export function schemaProblems(kind: Kind, text: string): string[] {
  const isValid = checks[kind];
  return isValid(JSON.parse(text)) ? [] : (isValid.errors ?? []).map(described);
}

function described({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || 'the whole'} ${message ?? 'is wrong'} (${JSON.stringify(params)})`;
}

/**
 * Checks all Python as pyproject.toml says: ruff's formatter and linter, and pyright's types for the oldest version
 * that is supported and the newest. Tells each finding as `file:line: rule message`; `--write` formats the files.
 */
import { globSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Diagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { execa } from 'execa';
import { parse } from 'smol-toml';

const VERSIONS = ['3.9', '3.14'];

/** What pyright tells as JSON, as far as it is read here; its lines count from 0. */
interface Pyright {
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly range?: { readonly start: { readonly line: number } };
    readonly rule?: string;
    readonly message: string;
  }[];
  readonly summary: { readonly filesAnalyzed: number };
}

const write = process.argv.includes('--write');
const ruff = new Workspace(ruffOptions(), PositionEncoding.Utf32);
const files = globSync('{src,test,bench}/**/*.py').sort();
const linted = files.flatMap(lint);
const typed = await Promise.all(VERSIONS.map(types));
// Most of what is wrong with a type is wrong in every version.
const findings = [...new Set([...linted, ...typed.flat()])];
for (const finding of findings) console.log(finding);
process.exitCode = findings.length === 0 ? 0 : 1;

function ruffOptions(): unknown {
  const { tool } = parse(readFileSync('pyproject.toml', 'utf8')) as { tool: { ruff: unknown } };
  return tool.ruff;
}

function lint(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const wrong: Diagnostic[] = ruff.check(text);
  const lines = wrong.map(({ start_location: at, code, message }) => `${file}:${at.row}: ${code} ${message}`);
  // What cannot be parsed cannot be formatted, and is among the findings.
  if (wrong.some(({ code }) => code === 'invalid-syntax')) return lines;
  const formatted = ruff.format(text);
  if (formatted === text) return lines;
  if (write) writeFileSync(file, formatted);
  return write ? lines : [...lines, `${file}:${firstOther(text, formatted)}: format run npm run python -- --write`];
}

function firstOther(text: string, formatted: string): number {
  const lines = formatted.split('\n');
  return text.split('\n').findIndex((line, index) => line !== lines[index]) + 1;
}

async function types(version: string): Promise<string[]> {
  const options = ['--pythonversion', version, '--outputjson'];
  const { stdout } = await execa('pyright', options, { preferLocal: true, reject: false });
  const { generalDiagnostics, summary } = JSON.parse(stdout) as Pyright;
  // A folder that pyproject.toml names and that is not there is passed over without a word.
  if (summary.filesAnalyzed !== files.length) {
    return [`pyproject.toml:1: include pyright looked at ${summary.filesAnalyzed} files of ${files.length}`];
  }
  return generalDiagnostics.map(({ file, range, rule, message }) => {
    const at = `${relative('.', realpathSync(file))}:${(range?.start.line ?? 0) + 1}`;
    return `${at}: ${rule ?? 'pyright'} ${message.replace(/\s*\n\s*/g, '; ')}`;
  });
}

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { filled, filledFiles } from '../../scripts/readme.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownIn('docs')];

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

function textOf(document: string): string {
  return readFileSync(join(root, document), 'utf8');
}

/** What a document links to beside it, from the root. */
function linksIn(document: string): string[] {
  const links = [...textOf(document).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
  return links.map((link) => normalize(join(dirname(document), link)));
}

test.each(filledFiles)('%s lists the scenarios, options and keys that there are (npm run readme)', (document) => {
  expect(filled(textOf(document))).toBe(textOf(document));
});

test.each(documents)('what %s links to is there', (document) => {
  expect(linksIn(document).filter((link) => !existsSync(join(root, link)))).toEqual([]);
});

test('what the documents in the package link to is in the package', () => {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [packed] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' })) as [
    { files: readonly { path: string }[] },
  ];
  const files = new Set(packed.files.map(({ path }) => path));
  const inPackage = documents.filter((document) => files.has(document));
  expect(inPackage).toContain('README.md');
  expect(inPackage.flatMap(linksIn).filter((link) => !files.has(link))).toEqual([]);
});

test('the README is read in one go', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(150);
});

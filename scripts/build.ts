/** Bundles the command and the programs that it starts into dist/. */
import { chmodSync, cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22.19',
  format: 'esm',
  outdir: 'dist',
  jsx: 'automatic',
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  // CommonJS packages inside an ES module bundle still call require for Node's own modules.
  banner: {
    js: "import { createRequire as lanesRequire } from 'node:module'; const require = lanesRequire(import.meta.url);",
  },
};

rmSync('dist', { recursive: true, force: true });
const results = await Promise.all([
  build({
    ...common,
    entryPoints: { cli: 'src/cli.ts', judge: 'src/engine/report/judge-program.ts' },
    splitting: true,
    external: ['react-devtools-core'],
  }),
  // Each of these starts anew for every run: one file with nothing in it that it does not need.
  build({
    ...common,
    entryPoints: {
      runner: 'src/engine/runner/entry.ts',
      look: 'src/engine/runner/look.ts',
      'fetch-server': 'src/engine/supervise/companions/fetch-server-program.ts',
      'reference-loop': 'src/engine/supervise/companions/reference-loop-program.ts',
    },
  }),
  // Workers are CommonJS: without the loader of ES modules a worker starts 5 to 10 ms earlier.
  build({
    ...common,
    format: 'cjs',
    banner: {},
    define: { ...common.define, 'import.meta.dirname': '__dirname' },
    outExtension: { '.js': '.cjs' },
    entryPoints: {
      thread: 'src/engine/runner/workers/thread.ts',
      fork: 'src/engine/runner/workers/fork.ts',
      'pool-worker': 'src/engine/runner/workers/pool-worker.ts',
    },
  }),
  // No bundling, and syntax of old: it has to tell an old Node what is needed. The cache is set up before the bundle is read.
  build({
    entryPoints: { bin: 'src/bin.ts', 'compile-cache': 'src/compile-cache.ts' },
    outdir: 'dist',
    format: 'esm',
    target: 'node14.8',
    platform: 'node',
    metafile: true,
  }),
]);
// Python starts from its sources; the folder that its path is given has these two packages and nothing else.
for (const [from, to] of [
  ['src/engine/runner/python', 'dist/python/lanes_runner'],
  ['src/tasks', 'dist/python/lanes_tasks'],
] as const) {
  cpSync(from, to, {
    recursive: true,
    filter: (path) => /\.(py|json)$/.test(path) || (statSync(path).isDirectory() && !path.endsWith('__pycache__')),
  });
}
cpSync('src/cli/init/templates', 'dist/templates', { recursive: true });
// It has types alone: they are published as they stand, for both kinds of modules.
for (const [types, module] of [
  ['index.d.ts', 'index.js'],
  ['index.d.cts', 'index.cjs'],
] as const) {
  cpSync('src/index.ts', `dist/${types}`);
  writeFileSync(`dist/${module}`, module.endsWith('.cjs') ? 'module.exports = {};\n' : 'export {};\n');
}
chmodSync('dist/bin.js', 0o755);
writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  licences(results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}))),
);

/** The licences of all packages that went into the bundle, as they ask for. */
function licences(inputs: readonly string[]): string {
  const packages = new Set(
    inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  return [...packages].sort().map(licenceOf).join('\n');
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<
    string,
    string
  >;
  const file = ['LICENSE', 'LICENSE.md', 'license', 'license.md', 'LICENSE.txt', 'LICENCE'].find((candidate) => {
    try {
      readFileSync(`${folder}/${candidate}`);
      return true;
    } catch {
      return false;
    }
  });
  const text = file === undefined ? '' : `\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}

#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

// What stands here is run by whatever Node the user has: by those too, that are too old for the rest.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) await startAnew();
else await start();

async function start(): Promise<void> {
  // Ink looks at FORCE_COLOR alone, and at the moment it is loaded.
  if (process.env['NO_COLOR']) process.env['FORCE_COLOR'] = '0';
  const { keepCompiled } = await import('./compile-cache.js');
  keepCompiled(process.env);
  const { main } = await import('./cli.js');
  await main(process.argv.slice(2));
}

/** Starts lanes with the Node that was installed with it, and ends as that does. */
async function startAnew(): Promise<void> {
  const own = ownNode();
  if (own === undefined) {
    process.stderr.write(
      `lanes needs Node.js 22.19 or newer, and this is ${process.versions.node}: start it with a newer one, or run npm ci in its folder, which brings one\n`,
    );
    process.exit(3);
  }
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit' });
  // The keyboard's signals reach it by themselves as well, which it knows from npm.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill(signal));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...ended) => resolve(ended));
  });
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
}

function ownNode(): string | undefined {
  try {
    const path = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node');
    return existsSync(path) && path !== process.execPath ? path : undefined;
  } catch {
    return undefined;
  }
}

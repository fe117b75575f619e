#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `lanes needs Node.js 22.19 or newer, and this is ${process.versions.node}: start it with npx lanes or npm start, which bring their own\n`,
  );
  process.exit(3);
}

// Ink looks at FORCE_COLOR alone, and at the moment it is loaded.
if (process.env['NO_COLOR']) process.env['FORCE_COLOR'] = '0';
const { keepCompiled } = await import('./compile-cache.js');
keepCompiled(process.env);
const { main } = await import('./cli.js');
await main(process.argv.slice(2));

import { entryPath } from '../entries.ts';
import { runtime } from './runtime.ts';

/** The Node.js that lanes itself runs on. */
export const node = runtime({
  id: 'node',
  title: 'Node',
  baseline: 'sequential',
  command: 'node',
  oldest: [22, 19],
  options: ['libuv-threads'],
  probe: async (command) => ({ command, executable: process.execPath, version: process.versions.node }),
  tags: ({ version }) => [version],
  describe: ({ executable, version }) => `Node.js ${version} (${executable})`,
  runner: ({ executable }) => ({ file: executable, args: [entryPath('runner.js')] }),
});

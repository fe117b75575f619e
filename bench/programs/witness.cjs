/** Preloaded into Node's programs: counts, in a file of each thread, the lines of tasks that it has written into an event pipe. */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { join } = require('node:path');
const { threadId } = require('node:worker_threads');

const write = fs.writeSync;
let file;
fs.writeSync = (fd, data, ...rest) => {
  const written = write(fd, data, ...rest);
  if (typeof data === 'string' && data.startsWith('{"type":"output","stream":"task"')) {
    file ??= fs.openSync(join(process.env.LANES_WITNESS, `${process.pid}-${threadId}`), 'a');
    write(file, 'x');
  }
  return written;
};
syncBuiltinESMExports();

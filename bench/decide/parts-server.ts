import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const answerMs = 80;
const part = Buffer.alloc(20_000, 'part');

/** A server that waits before it answers; gives its port and what ends it. */
export async function startPartsServer(): Promise<{ port: number; stop: () => void }> {
  const server = createServer((socket) => {
    // A client that is gone before its answer takes nothing with it.
    socket.on('error', () => socket.destroy());
    socket.once('data', async () => {
      await sleep(answerMs);
      socket.end(part);
    });
  });
  // All clients of a case come at once.
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 256 }, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port, stop: () => server.close() };
}

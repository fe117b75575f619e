/**
 * The server of the scenario `fetch`: answers each path as the path says. Listens on a free port
 * of 127.0.0.1 and prints its origin. It ends with its standard input, as it would outlive a
 * program that was killed with its guard.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  setTimeout(
    () => {
      if (searchParams.has('cut')) request.socket.destroy();
      else response.writeHead(Number(searchParams.get('status') ?? 200)).end('ok\n');
    },
    Number(searchParams.get('delay') ?? 0),
  );
});

process.stdin.once('close', () => process.exit()).resume();
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

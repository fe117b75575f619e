import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { usablePythons } from '../pythons.ts';
import { runTasks } from '../run-tasks.ts';

const timeoutMs = 1_500;
const pythons = await usablePythons();

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/redirect') response.writeHead(302, { location: '/pieces?a=1' }).end();
  else if (pathname === '/loop') response.writeHead(301, { location: '/loop' }).end('again');
  else if (pathname === '/elsewhere') response.writeHead(303, { location: 'ftp://127.0.0.1/file' }).end();
  else if (pathname === '/no-location') response.writeHead(304).end();
  else if (pathname === '/missing') response.writeHead(404).end('nothing here');
  else if (pathname === '/empty') response.writeHead(204).end();
  else if (pathname === '/pieces') {
    response.write('one ');
    setTimeout(() => response.end('two'), 20);
  } else if (pathname === '/cut') request.socket.destroy();
  else if (pathname === '/cut-body') {
    response.writeHead(200, { 'content-length': 100 }).write('begin');
    setTimeout(() => request.socket.destroy(), 20);
  }
  // Anything else is never answered.
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;
const closed = await closedPort();

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function closedPort(): Promise<number> {
  const socket = createSocketServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port: unused } = socket.address() as AddressInfo;
  socket.close();
  await once(socket, 'close');
  return unused;
}

const urls = [
  ...['redirect', 'loop', 'elsewhere', 'no-location', 'missing', 'empty', 'pieces', 'cut', 'cut-body', 'never'].map(
    (path) => `${origin}/${path}`,
  ),
  `http://127.0.0.1:${closed}/`,
];

for (const { command, version } of pythons) {
  test(`Python ${version} tells of every answer as Node does, blocking or not`, async () => {
    const tasks = urls.map((url, id): TaskSpec => ({ id, task: 'fetch-url', label: url, input: { url, timeoutMs } }));
    const models = ['promises', 'py-threads', 'py-asyncio'];
    const run = runTasks(tasks, models, { interpreters: { python: [{ command, tag: version }] } });
    await run.session.finished;
    const [node, ...others] = models.map((model) =>
      run.lane(model).tasks.map(({ label, result, error }) => [label, result?.preview ?? error?.message]),
    );
    expect(node?.slice(0, 2)).toEqual([
      [urls[0], '{"status":200}'],
      [urls[1], '{"error":"more than 5 redirects"}'],
    ]);
    for (const other of others) expect(other).toEqual(node);
  });
}

import dns from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { get } from '../../src/tasks/http/http-get.ts';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { usablePythons } from '../pythons.ts';
import { runTasks } from '../run-tasks.ts';
import { bin } from '../smoke/lanes.ts';

const megabyte = Buffer.alloc(1_000_000, 'y');
const bodyMegabytes = 100;

function much(): Readable {
  return Readable.from(Array.from({ length: bodyMegabytes }, () => megabyte));
}

const server = createServer(({ url }, response) => {
  if (url === '/late') return void setTimeout(() => response.end('ok'), 1_000);
  if (url === '/until-the-end') response.useChunkedEncodingByDefault = false;
  if (url === '/announced') response.setHeader('content-length', bodyMegabytes * megabyte.length);
  if (url === '/ok') response.end('ok');
  else much().pipe(response);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;
const pythons = await usablePythons();

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a large body takes no memory of Python', async () => {
  const tasks = ['announced', 'chunked', 'until-the-end'].map((path, id): TaskSpec => {
    return { id, task: 'fetch-url', label: path, input: { url: `${origin}/${path}`, timeoutMs: 120_000 } };
  });
  const lanes = ['py-asyncio', 'py-sequential'];
  const run = runTasks(tasks, lanes);
  await run.session.finished;
  for (const lane of lanes) {
    const { tasks: done, usage } = run.lane(lane);
    expect(done.map(({ result }) => result?.preview)).toEqual(tasks.map(() => '{"status":200}'));
    expect(usage?.peakBytes).toBeLessThan(bodyMegabytes * megabyte.length);
  }
});

/** The resolver, as a machine could have it: of one name it never says anything, of the other two addresses of which the first may be dead. */
const inPython = `
import asyncio, json, socket, sys, time
sys.path.insert(0, sys.argv[1])
real = socket.getaddrinfo

def resolver(host, port, **options):
    if options.get("flags") == socket.AI_NUMERICHOST:
        return real(host, port, **options)
    if host == b"silent.example":
        time.sleep(600)
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (at, port)) for at in ("10.255.255.1", "127.0.0.1")]

socket.getaddrinfo = resolver
from lanes_tasks.http import http_asyncio, http_blocking
from lanes_tasks.http.http_get import Unanswered, get

async def fetched(url, request):
    begin = time.monotonic()
    try:
        return await get(url, 500 if "silent" in url else 20_000, request)
    except Unanswered as reason:
        return str(reason)

for request in http_asyncio.request, http_blocking.request:
    for url in sys.argv[2:]:
        print(asyncio.run(fetched(url, request)))
`;

describe('a resolver that says nothing, and an address that does not answer before one that does,', () => {
  const urls = ['http://silent.example/', `http://two.example:${port}/ok`];

  test('do not hold up a fetch by Node', async () => {
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((
      host: string,
      _: unknown,
      tell: (...found: unknown[]) => void,
    ) => {
      const addresses = ['10.255.255.1', '127.0.0.1'].map((address) => ({ address, family: 4 }));
      if (host === 'two.example') tell(null, addresses);
    }) as typeof dns.lookup);
    const fetched = await Promise.all(
      urls.map((url) => get(url, url.includes('silent') ? 500 : 20_000, new AbortController().signal)),
    );
    lookup.mockRestore();
    expect(fetched).toEqual([{ error: 'timed out after 500 ms' }, { status: 200 }]);
  });

  test.each(pythons)('do not hold up a fetch by Python $version, nor its end', async ({ command }) => {
    const path = fileURLToPath(new URL('../../dist/python', import.meta.url));
    const { stdout } = await execa(command, ['-I', '-B', '-c', inPython, path, ...urls], { timeout: 60_000 });
    const both = ['timed out after 500 ms', '200'];
    expect(stdout.split('\n')).toEqual([...both, ...both]);
  });
});

test('a limit of this machine is a failure of the task, and no answer', async () => {
  const models = 'promises,py-asyncio';
  const args = ['run', 'fetch', '--url', `${origin}/late`, '--tasks', '100', '--models', models, '--format', 'json'];
  const limited = ['-c', 'ulimit -n 64; exec "$@"', 'sh', process.execPath, bin, ...args];
  const { stdout, exitCode } = await execa('sh', limited, { reject: false });
  expect(exitCode).toBe(1);
  const { lanes } = JSON.parse(stdout) as { lanes: { state: string; reason: string }[] };
  const reason = 'cannot fetch: too many open files: raise `ulimit -n`, or run fewer tasks (EMFILE)';
  expect(lanes.map(({ state }) => state)).toEqual(['failed', 'failed']);
  for (const lane of lanes) expect(lane.reason).toContain(reason);
});

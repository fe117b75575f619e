/** Servers that answer in the ways of odd-answers.ts. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Behaviour, behaviours, type Ports } from './odd-answers.ts';

const acts = new Map(behaviours.map(({ name, act }) => [name, act]));
const certificates = new URL('../fixtures/certificates/', import.meta.url);

/** The servers of all behaviours, and what they were asked. */
export interface OddServers {
  readonly urlOf: (behaviour: Behaviour) => string;
  /** The heads of all requests that came. */
  readonly requests: string[];
  readonly close: () => void;
}

/** Starts them on free ports. */
export async function startOddServers(): Promise<OddServers> {
  const requests: string[] = [];
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  };
  const answering = (socket: Socket) => {
    let head = '';
    keep(socket).on('data', (data) => {
      if (head.includes('\r\n\r\n')) return;
      head += data.toString('latin1');
      // A greeting of TLS.
      if (head.startsWith('\x16')) socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      if (!head.includes('\r\n\r\n')) return;
      requests.push(head);
      const path = /^GET \/([^ ?]*)/.exec(head)?.[1] ?? '';
      (acts.get(path) ?? acts.get('missing'))?.(socket);
    });
  };
  const listening = async (server: Server): Promise<number> => {
    servers.push(server.listen(0));
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const withTls = (certificate: string) => {
    const [key, cert] = ['key', certificate].map((name) => readFileSync(new URL(`${name}.pem`, certificates)));
    return listening(createTlsServer({ key, cert }, answering).on('tlsClientError', () => undefined));
  };
  const unused = createServer();
  const ports: Ports = {
    plain: await listening(createServer({ noDelay: true }, answering)),
    silent: await listening(createServer(keep)),
    trusted: await withTls('trusted'),
    untrusted: await withTls('untrusted'),
    expired: await withTls('expired'),
    'other-host': await withTls('other-host'),
    closed: await listening(unused),
  };
  unused.close();
  await once(unused, 'close');
  return {
    urlOf: ({ name, url }) => url?.(ports) ?? `http://127.0.0.1:${ports.plain}/${name}`,
    requests,
    close: () => {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

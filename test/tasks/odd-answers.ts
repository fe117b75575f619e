/** Ways to answer, and what a fetch says of each: the same in every runtime. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What is done with a connection once the whole request has come. */
type Act = (socket: Socket) => void;

/** Where the servers of a test listen. */
export interface Ports {
  readonly plain: number;
  readonly closed: number;
  readonly silent: number;
  readonly trusted: number;
  readonly untrusted: number;
  readonly expired: number;
  readonly 'other-host': number;
}

/** A way to answer, or not to, by its name, which is its path. */
export interface Behaviour {
  readonly name: string;
  readonly act?: Act;
  /** Where it is not at its path on the plain server. */
  readonly url?: (ports: Ports) => string;
  /** What the fetch gives: a status, or why there is none. `late` is said when its time is over. */
  readonly says: number | string | RegExp;
}

export const late = 'late';

const closed = 'connection closed by the server';
const noHttp = 'the answer is not HTTP';
const tooLong = 'headers of more than 16 KiB';
const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const measured = (length: number | string) => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`;

function ends(text: string): Act {
  return (socket) => void socket.end(text, 'latin1');
}

function keepsOpen(text: string): Act {
  return (socket) => void socket.write(text, 'latin1');
}

function resets(text: string): Act {
  return (socket) => (text === '' ? socket.resetAndDestroy() : socket.write(text, () => socket.resetAndDestroy()));
}

function inPieces(...pieces: readonly string[]): Act {
  return (socket) => {
    const [first, ...others] = pieces;
    if (first === undefined) return void socket.end();
    socket.write(first, 'latin1', () => setImmediate(inPieces(...others), socket));
  };
}

/** Sends `begin`, and then `piece` over and over; as fast as it is read where no pause is given. */
function drips(begin: string, piece: string, everyMs?: number): Act {
  return (socket) => {
    const next = () => {
      if (socket.destroyed) return;
      if (everyMs !== undefined) socket.write(piece, () => setTimeout(next, everyMs));
      else if (socket.write(piece)) setImmediate(next);
      else socket.once('drain', next);
    };
    socket.write(begin, next);
  };
}

function redirects(to: string, status = 302): Act {
  return ends(`HTTP/1.1 ${status} Elsewhere\r\nlocation: ${to}\r\ncontent-length: 0\r\n\r\n`);
}

const complete: readonly Behaviour[] = [
  { name: 'ok', act: ends(ok), says: 200 },
  { name: 'missing', act: ends('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'), says: 404 },
  { name: 'broken', act: ends('HTTP/1.1 500 Broken\r\ncontent-length: 0\r\n\r\n'), says: 500 },
  { name: 'no-phrase', act: ends('HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n'), says: 200 },
  { name: 'until-the-end', act: ends('HTTP/1.0 200 OK\r\n\r\nto the end'), says: 200 },
  { name: 'byte-by-byte', act: inPieces(...chunked, ...'2\r\nok\r\n0\r\n\r\n'), says: 200 },
  { name: 'kept-open', act: keepsOpen(ok), says: 200 },
  { name: 'chunked', act: ends(`${chunked}2;a="b"\r\nok\r\n0\r\ntrailer: t\r\n\r\n`), says: 200 },
  { name: 'chunked-kept-open', act: keepsOpen(`${chunked}2\r\nok\r\n0\r\n\r\n`), says: 200 },
  { name: 'empty', act: keepsOpen('HTTP/1.1 204 No Content\r\n\r\n'), says: 204 },
  { name: 'empty-with-length', act: keepsOpen('HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n'), says: 204 },
  { name: 'unchanged', act: keepsOpen('HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n'), says: 304 },
  { name: 'more-than-announced', act: ends(`${ok} and more`), says: 200 },
  { name: 'reset-behind-it', act: resets(ok), says: 200 },
  { name: 'continue', act: ends(`HTTP/1.1 100 Continue\r\n\r\n${ok}`), says: 200 },
  { name: 'early-hints', act: ends(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${ok}`), says: 200 },
  { name: 'early-hints-apart', act: inPieces('HTTP/1.1 103 Early Hints\r\n\r\n', ok), says: 200 },
  { name: 'status-999', act: ends('HTTP/1.1 999 ?\r\ncontent-length: 0\r\n\r\n'), says: 999 },
  {
    name: 'zipped',
    act: (socket) =>
      socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n'), gzipSync('ok')])),
    says: 200,
  },
  { name: 'not-zipped', act: ends('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\nplain'), says: 200 },
  { name: '500-headers', act: ends(`HTTP/1.1 200 OK\r\n${'x-header: value\r\n'.repeat(500)}\r\n`), says: 200 },
  { name: 'letters', act: ends('HTTP/1.1 200 gr\xfcn\r\nx: \xe9\r\ncontent-length: 0\r\n\r\n'), says: 200 },
];

const broken: readonly Behaviour[] = [
  { name: 'closed-at-once', act: ends(''), says: closed },
  { name: 'reset-at-once', act: resets(''), says: closed },
  { name: 'cut-in-status', act: ends('HTTP/1.1 20'), says: closed },
  { name: 'cut-in-header', act: ends('HTTP/1.1 200 OK\r\nx: y'), says: closed },
  { name: 'cut-behind-continue', act: ends('HTTP/1.1 100 Continue\r\n\r\n'), says: closed },
  { name: 'cut-in-body', act: ends(`${measured(100)}begin`), says: closed },
  { name: 'reset-in-body', act: resets(`${measured(100)}begin`), says: closed },
  { name: 'cut-in-chunk', act: ends(`${chunked}5\r\nhel`), says: closed },
  { name: 'cut-behind-chunk', act: ends(`${chunked}5\r\nhello\r\n`), says: closed },
  { name: 'header-of-70-KB', act: ends(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`), says: tooLong },
  { name: 'header-without-end', act: drips('HTTP/1.1 200 OK\r\nx: ', 'y'.repeat(1_000)), says: tooLong },
  { name: '5000-headers', act: ends(`HTTP/1.1 200 OK\r\n${'x-header: value\r\n'.repeat(5_000)}\r\n`), says: tooLong },
  { name: 'no-colon', act: ends('HTTP/1.1 200 OK\r\nno colon\r\n\r\n'), says: noHttp },
  { name: 'folded', act: ends('HTTP/1.1 200 OK\r\nx: y\r\n z\r\n\r\n'), says: noHttp },
  { name: 'no-carriage-return', act: ends('HTTP/1.1 200 OK\ncontent-length: 0\n\n'), says: noHttp },
  { name: 'zero-byte', act: ends('HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n'), says: noHttp },
  { name: 'garbage', act: ends('what is this?\r\n\r\n'), says: noHttp },
  { name: 'garbage-without-end', act: keepsOpen('\x16\x03\x01'), says: noHttp },
  { name: 'another-protocol', act: keepsOpen('SSH-2.0-OpenSSH_9.6\r\n'), says: noHttp },
  { name: 'http-0.9', act: ends('<html>ok</html>'), says: noHttp },
  { name: 'http-3', act: ends('HTTP/3.0 200 OK\r\n\r\n'), says: noHttp },
  { name: 'status-1000', act: ends('HTTP/1.1 1000 ?\r\n\r\n'), says: noHttp },
  { name: 'status-20', act: ends('HTTP/1.1 20 ?\r\n\r\n'), says: noHttp },
  {
    name: 'two-lengths',
    act: ends('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\nok'),
    says: noHttp,
  },
  {
    name: 'length-and-chunks',
    act: ends(`HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n`),
    says: noHttp,
  },
  { name: 'length-of-less-than-nothing', act: ends(measured(-1)), says: noHttp },
  { name: 'length-beyond-all', act: ends(measured('9'.repeat(5_000))), says: noHttp },
  { name: 'no-chunk', act: keepsOpen(`${chunked}hello`), says: noHttp },
  { name: 'chunk-too-short', act: keepsOpen(`${chunked}2\r\nhello\r\n`), says: noHttp },
  {
    name: 'switched',
    act: keepsOpen('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    says: 'the server switched to another protocol',
  },
  {
    name: 'switched-to-nothing',
    act: keepsOpen('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    says: 'the server switched to another protocol',
  },
];

const endless: readonly Behaviour[] = [
  { name: 'never', act: () => undefined, says: late },
  { name: 'continue-for-ever', act: drips('', 'HTTP/1.1 100 Continue\r\n\r\n'), says: late },
  { name: 'hints-for-ever', act: drips('', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n', 100), says: late },
  { name: 'slow-header', act: drips('HTTP/1.1 200 OK\r\nx: ', 'y', 100), says: late },
  { name: 'slow-headers', act: drips('HTTP/1.1 200 OK\r\n', 'x: y\r\n', 100), says: late },
  { name: 'slow-body', act: drips(measured(100_000), 'y', 100), says: late },
  { name: 'slow-chunks', act: drips(chunked, '1\r\ny\r\n', 100), says: late },
  { name: 'body-for-ever', act: drips('HTTP/1.1 200 OK\r\n\r\n', 'y'.repeat(10_000)), says: late },
  { name: 'blank-lines', act: drips('', '\r\n', 100), says: late },
  {
    name: 'slow-redirect',
    act: drips('HTTP/1.1 302 Found\r\nlocation: /ok\r\ncontent-length: 100000\r\n\r\n', 'y', 100),
    says: late,
  },
  { name: 'silent-tls', url: ({ silent }) => `https://127.0.0.1:${silent}/`, says: late },
];

const redirecting: readonly Behaviour[] = [
  { name: 'to-path', act: redirects('/ok'), says: 200 },
  { name: 'to-status', act: redirects('missing', 307), says: 404 },
  { name: 'to-relative', act: redirects('./x/../ok?a=1#part', 308), says: 200 },
  { name: 'to-backslashes', act: redirects('\\ok', 303), says: 200 },
  { name: 'to-spaces', act: redirects('  /ok?a b  ', 301), says: 200 },
  { name: 'to-letters', act: redirects('/ok?\xe9'), says: 200 },
  { name: 'to-itself', act: redirects(''), says: 'more than 5 redirects' },
  { name: 'in-a-circle', act: redirects('/in-a-circle'), says: 'more than 5 redirects' },
  { name: 'nowhere', act: ends('HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n'), says: 302 },
  { name: 'to-a-choice', act: redirects('/ok', 300), says: 300 },
  { name: 'to-port-99999', act: redirects('http://127.0.0.1:99999/'), says: 'redirect to what is no URL' },
  { name: 'to-no-host', act: redirects('http://'), says: 'redirect to what is no URL' },
  { name: 'to-no-name', act: redirects('http://a b/'), says: 'redirect to what is no URL' },
  { name: 'to-ftp', act: redirects('ftp://127.0.0.1/x'), says: 'cannot fetch ftp: URLs, only http: and https:' },
  { name: 'to-mail', act: redirects('MailTo:x@y.example'), says: 'cannot fetch mailto: URLs, only http: and https:' },
  { name: 'to-letters-in-host', act: redirects('http://b\xfccher.invalid/'), says: 'host not found' },
  {
    name: 'with-a-broken-body',
    act: ends('HTTP/1.1 302 Found\r\nlocation: /ok\r\ncontent-length: 9\r\n\r\n'),
    says: closed,
  },
];

const elsewhere: readonly Behaviour[] = [
  { name: 'refused', url: ({ closed: port }) => `http://127.0.0.1:${port}/`, says: 'connection refused' },
  {
    name: 'refused-at-every-address',
    url: ({ closed: port }) => `http://localhost:${port}/`,
    says: 'connection refused',
  },
  { name: 'refused-with-tls', url: ({ closed: port }) => `https://127.0.0.1:${port}/`, says: 'connection refused' },
  { name: 'unknown-host', url: () => 'http://unknown.invalid/', says: 'host not found' },
  { name: 'label-too-long', url: () => `http://${'x'.repeat(70)}.invalid/`, says: 'host not found' },
  { name: 'empty-label', url: () => 'http://a..invalid/', says: 'host not found' },
  { name: 'other-scheme', url: () => 'file:///etc/hosts', says: 'cannot fetch file: URLs, only http: and https:' },
  { name: 'no-url', url: () => 'http://127.0.0.1:99999/', says: 'not a URL' },
  { name: 'localhost', url: ({ plain }) => `http://localhost:${plain}/ok`, says: 200 },
  { name: 'one-slash', url: ({ plain }) => `http:/127.0.0.1:${plain}/ok`, says: 200 },
  { name: 'three-slashes', url: ({ plain }) => `http:///127.0.0.1:${plain}/ok`, says: 200 },
  { name: 'no-slash', url: ({ plain }) => `http:127.0.0.1:${plain}\\ok`, says: 200 },
  { name: 'hexadecimal', url: ({ plain }) => `HTTP://0x7f.1:${plain}/%2e/a/%2E%2e/ok`, says: 200 },
  { name: 'user', url: ({ plain }) => `http://us%20er:p%zz%C3%A9@127.0.0.1:${plain}/ok?a=%20 b&c='"<>\\#f`, says: 200 },
  { name: 'user-alone', url: ({ plain }) => `http://user@127.0.0.1:${plain}/ok/é/{}|^\`"`, says: 404 },
];

const encrypted: readonly Behaviour[] = [
  ...['ok', 'until-the-end', 'chunked-kept-open', 'byte-by-byte'].map(
    (path): Behaviour => ({
      name: `tls-${path}`,
      url: ({ trusted }) => `https://localhost:${trusted}/${path}`,
      says: 200,
    }),
  ),
  { name: 'tls-redirect', url: ({ trusted }) => `https://127.0.0.1:${trusted}/to-path`, says: 200 },
  { name: 'tls-never', url: ({ trusted }) => `https://127.0.0.1:${trusted}/never`, says: late },
  { name: 'tls-slow-body', url: ({ trusted }) => `https://127.0.0.1:${trusted}/slow-body`, says: late },
  { name: 'tls-cut', url: ({ trusted }) => `https://127.0.0.1:${trusted}/closed-at-once`, says: closed },
  { name: 'tls-cut-in-body', url: ({ trusted }) => `https://127.0.0.1:${trusted}/cut-in-body`, says: closed },
  ...(['untrusted', 'expired', 'other-host'] as const).map(
    (kind): Behaviour => ({
      name: `tls-${kind}`,
      url: (ports) => `https://127.0.0.1:${ports[kind]}/ok`,
      says: 'certificate not accepted: not trusted, out of date or for another host',
    }),
  ),
  { name: 'tls-to-plain', url: ({ plain }) => `https://127.0.0.1:${plain}/ok`, says: 'TLS failed' },
  { name: 'plain-to-tls', url: ({ trusted }) => `http://127.0.0.1:${trusted}/ok`, says: closed },
];

export const behaviours: readonly Behaviour[] = [
  ...complete,
  ...broken,
  ...endless,
  ...redirecting,
  ...elsewhere,
  ...encrypted,
];

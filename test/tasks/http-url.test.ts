import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const base = 'http://user:secret@base.example:81/a/b?q=1';

const inPython = `
import json, sys
sys.path.insert(0, sys.argv[1])
from lanes_tasks.http.http_url import NoUrlError, OtherSchemeError, parse_url

def read(text):
    try:
        url = parse_url(text, base)
    except OtherSchemeError:
        return "another scheme"
    except NoUrlError:
        return "no URL"
    return [url.scheme, url.user, url.authority, url.path, url.query]

base = parse_url(sys.argv[2])
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`;

function inNode(text: string): unknown {
  const url = URL.parse(text, base);
  const scheme = /^[\0- ]*([a-z][a-z\d+.-]*):/i.exec(text.replace(/[\t\n\r]/g, ''))?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return 'another scheme';
  if (url === null) return 'no URL';
  const { protocol, username, password, host, pathname, search } = url;
  return [protocol.slice(0, -1), username || password ? `${username}:${password}` : '', host, pathname, search];
}

const part = fc.constantFrom(
  ...[
    'http',
    'HTTPS',
    'ftp',
    ':',
    '/',
    '//',
    '\\',
    '?',
    '#',
    '@',
    '.',
    '..',
    '%2e',
    '%2E',
    'host',
    'a',
    '[::1]',
    '[',
    ']',
  ],
  ...[
    '0x7f',
    '0X',
    '1',
    '01',
    '09',
    '256',
    '127.0.0.1',
    '4294967295',
    ':80',
    ':443',
    ':0',
    ':00080',
    ':65536',
    ':99999',
  ],
  ...[' ', '\t', '\n', '\0', '\x7f', '\x85', 'é', 'bücher', '%zz', '%41', '%C3%BC', '。'],
  ...'^|{}"\'<>`~&;=+$!*()-_,',
);
const text = fc
  .tuple(fc.constantFrom('', 'http://', 'https://', 'http:', '//', '/', '?'), fc.array(part, { maxLength: 8 }))
  .map(([begin, parts]) => begin + parts.join(''));

test('Python reads where a redirect leads as Node does', async () => {
  const path = fileURLToPath(new URL('../../dist/python', import.meta.url));
  const allAlike = async (texts: readonly string[]) => {
    const args = ['-I', '-B', '-c', inPython, path, base];
    const { stdout } = await execa('python3', args, { input: JSON.stringify(texts) });
    expect(JSON.parse(stdout)).toEqual(texts.map(inNode));
  };
  await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 300, maxLength: 600 }), allAlike), { numRuns: 5 });
});

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { validReport } from '../valid-json.ts';
import { lanes } from './lanes.ts';
import { openTerminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
const asked: IncomingMessage['headers'][] = [];
const server = createServer(({ headers }, response) => {
  asked.push(headers);
  response.end('well');
});
const secret = 's3cr@t word';
let origin = '';
let url = '';

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url = `http://user:${encodeURIComponent(secret)}@${origin}/x`;
});
afterEach(() => {
  asked.length = 0;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function expectAsked(times: number): void {
  const authorization = `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`;
  expect(asked.map((headers) => headers.authorization)).toEqual(Array.from({ length: times }, () => authorization));
}

function expectHidden(text: string): void {
  expect(text).not.toContain('s3cr');
  expect(text).toContain(`http://user:***@${origin}/x`);
}

describe('the password in a URL', () => {
  test.each([
    ['sequential,promises,threads,forks,thread-pool,process-pool', 6],
    ['py-sequential,py-asyncio,py-threads,py-processes', 4],
  ])('is sent as it was given, and neither shown nor kept, under %s', async (models, howMany) => {
    const log = join(folder, `${howMany}.log`);
    const args = ['run', 'fetch', '--url', url, '--models', models, '--record', log, '--format', 'json'];
    const { stdout, stderr } = await lanes(...args);
    expectAsked(howMany);
    expectHidden(stdout);
    expect(stderr).not.toContain('s3cr');
    expect(validReport(stdout).scenario.urls).toEqual([`http://user:***@${origin}/x`]);
    for (const lane of validReport(stdout).lanes)
      expect(lane.rounds[0]?.output.map(({ line }) => line)).toEqual([
        `Fetched http://user:***@${origin}/x with status: 200`,
      ]);
    expectHidden(readFileSync(log, 'utf8'));
    const replayed = await lanes('replay', log, '--format', 'json');
    expect(replayed.stdout).toBe(stdout);
  });

  test('is not shown in the dashboard, nor kept by it', async () => {
    const log = join(folder, 'dashboard.log');
    const terminal = openTerminal(100, 30, ['fetch', '--url', url, '--models', 'promises', '--record', log]);
    try {
      await terminal.shows(/done in/);
      await terminal.shows('Fetched http://user:***@');
      terminal.press('q');
      await terminal.shows(/ended with 0/);
      expectAsked(1);
      expect(terminal.raw().slice(terminal.raw().indexOf('\u001b'))).not.toContain('s3cr');
    } finally {
      terminal.close();
    }
    expect(existsSync(log)).toBe(true);
    expectHidden(readFileSync(log, 'utf8'));
  });

  test('is not repeated by a message', async () => {
    const { stderr, exitCode } = await lanes('run', 'fetch', '--url', 'ftp://user:s3cret@x/');
    expect(stderr).toContain('--url: got "ftp://user:***@x/"; accepted: an http:// or https:// URL');
    expect(exitCode).toBe(2);
  });

  test.each([
    'http://user:s3cret@x:99999/',
    'http://user:s3cret@[::1',
    'http://user:p@s3cret@a b/',
    'http:\\\\user:s3cret@a b',
    'http://user:s3"cret @x y/',
    'http//user:s3cret@x',
    '//user:s3cret@x',
    'user:s3cret@x',
    'http://s3cret@a b',
    'data:user:s3cret@x',
  ])('is not repeated of what is no URL: %j', async (wrong) => {
    const { stderr, exitCode } = await lanes('run', 'fetch', '--url', wrong);
    expect(stderr).toContain('***@');
    expect(stderr).not.toContain('s3c');
    expect(exitCode).toBe(2);
  });

  test.each([
    [['run', 'fetch']],
    [['fetch']],
    [['run']],
    [['run', 'fetch', '--models']],
    [['replay']],
    [['run', 'fetch', '--models', 'py-threads', '--python']],
  ])('is not repeated of a URL in a wrong place: %j', async (args) => {
    const { stderr, exitCode } = await lanes(...args, 'http://user:s3cret@x/');
    expect(stderr).toContain('http://user:***@x/');
    expect(exitCode).toBe(2);
  });

  test('is hidden where it stands in place of a name, as a token does', async () => {
    const args = ['run', 'fetch', '--models', 'promises', '--format', 'json', '--url'];
    const { stdout } = await lanes(...args, `http://s3cr3t@${origin}/x`);
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from('s3cr3t:').toString('base64')}`);
    expect(stdout).not.toContain('s3cr');
    expect(validReport(stdout).scenario.urls).toEqual([`http://***@${origin}/x`]);
  });
});

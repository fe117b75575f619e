import { afterEach, expect, test } from 'vitest';
import { openTerminal, type TestTerminal } from './terminal.ts';

let terminal: TestTerminal | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

const esc = '\u001b';
const oneLane = ['--delay', '20000', '--models', 'sequential'];

async function open(): Promise<TestTerminal> {
  terminal = openTerminal(80, 24, oneLane);
  await terminal.shows('Number: 0');
  return terminal;
}

/** The same session as before, which still hears keys. */
async function expectUntouched(screen: TestTerminal): Promise<void> {
  screen.press('z');
  await screen.shows('one task after the other');
  expect(screen.text()).toContain('2 tasks, delay 20 s');
  expect(screen.text()).toContain('[1 interleave]');
  expect(screen.text()).toContain('Number: 0');
}

test('what is pasted runs no commands', async () => {
  const screen = await open();
  expect(screen.raw()).toContain(`${esc}[?2004h`);
  screen.press(`${esc}[200~r1q+]x\r\u0003${esc}[201~`);
  await expectUntouched(screen);
});

test.each([
  ['of its colour', `${esc}]11;rgb:1e1e/1e1e/2e2e${esc}\\`],
  ['of its version', `${esc}P>|xterm(390)${esc}\\`],
  ['of its attributes', `${esc}[?64;1;2;6;22c`],
  ['of a mouse', `${esc}[M ]+`],
])('the reply of the terminal %s is no key', async (_, reply) => {
  const screen = await open();
  screen.press(reply);
  await expectUntouched(screen);
});

test('Esc and a digit in one read are both heard', async () => {
  const screen = await open();
  screen.press('z');
  await screen.shows('one task after the other');
  screen.press(`${esc}3`);
  await screen.shows('[3 count]');
  expect(screen.text()).not.toContain('one task after the other');
});

test('the release of a key is no key', async () => {
  const screen = await open();
  screen.press(`${esc}[43;1:3u${esc}[114;1:3u`);
  await expectUntouched(screen);
});

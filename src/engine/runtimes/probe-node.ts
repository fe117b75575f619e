import { ask } from './ask.ts';
import type { Interpreter, NoInterpreter } from './runtime.ts';
import { wrapperPath } from './stand-in.ts';

const limitMs = 5_000;

/** Understood by every Node.js, so that one too old can say so. */
const script = `
process.stdout.write("\\nlanes: " + JSON.stringify({ executable: process.execPath, version: process.versions.node }) + "\\n")
`;

/** Asks a command what Node.js it is; it gets `timeoutMs` for the answer. Never rejects. */
export async function probeNode(command: string, timeoutMs = limitMs): Promise<Interpreter | NoInterpreter> {
  const answer = await ask<Omit<Interpreter, 'command'>>(command, {
    title: 'Node',
    args: ['-e', script],
    advice: 'name a Node 22.18 or newer with --node PATH',
    timeoutMs,
    // Those are for the programs that are measured; one that is too old may not know them.
    env: { NODE_OPTIONS: undefined },
  });
  if ('reason' in answer) return answer;
  return { ...answer, command, executable: wrapperPath(command) ?? answer.executable };
}

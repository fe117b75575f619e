import { connect } from 'node:net';

/** Asks a server for a part and gives how many bytes came. The server takes 80 ms to answer. */
export async function fetchPart(part: number): Promise<number> {
  const socket = connect(Number(process.env['PARTS_PORT']), '127.0.0.1');
  socket.write(`${part}\n`);
  let bytes = 0;
  for await (const chunk of socket) bytes += (chunk as Buffer).length;
  return bytes;
}

export const inputs = Array.from({ length: 60 }, (_, index) => index);

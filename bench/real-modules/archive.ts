import { promisify } from 'node:util';
import { brotliCompress, gunzip, gzip } from 'node:zlib';

const [compress, uncompress, brotli] = [promisify(gzip), promisify(gunzip), promisify(brotliCompress)];

/** How many bytes a file has when it is compressed in two ways, one of which is held against the file. */
export default async function archive(file: Uint8Array): Promise<{ gzip: number; brotli: number; isWhole: boolean }> {
  const packed = await compress(file);
  const isWhole = Buffer.compare(await uncompress(packed), file) === 0;
  return { gzip: packed.length, brotli: (await brotli(file)).length, isWhole };
}

export const inputs = () =>
  Array.from({ length: 8 }, (_, seed) =>
    Uint8Array.from({ length: 60_000 }, (_byte, index) => (index * index * seed) >> 7),
  );

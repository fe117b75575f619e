/**
 * A pool library used directly: `node piscina.ts FILE#NAME LANE TASKS WORKERS` prints, as JSON, how long it took
 * in ms, from before the pool is made until all results are here and it is gone.
 */
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

const [path = '', , tasks = '', workers = ''] = process.argv.slice(2);
const [file = '', name = 'default'] = path.split('#');
const size = Number(workers);
const begin = performance.now();
const pool = new Piscina({ filename: fileURLToPath(new URL(file, 'file:')), name, minThreads: size, maxThreads: size });
const results = await Promise.all(Array.from({ length: Number(tasks) }, (_, input) => pool.run(input)));
await pool.destroy();
const ms = performance.now() - begin;
process.stdout.write(`${JSON.stringify({ ms, digest: `${results.length}` })}\n`);
process.exit();

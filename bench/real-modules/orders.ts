import { DatabaseSync } from 'node:sqlite';

/** The best customers of a year, from a database in memory that has so many orders. */
export default function bestCustomers(orders: number): unknown[] {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE orders (customer INTEGER, cents INTEGER)');
  const insert = database.prepare('INSERT INTO orders VALUES (?, ?)');
  for (let order = 0; order < orders; order += 1) insert.run((order * 7_919) % 97, (order * 31) % 10_007);
  const best = database
    .prepare('SELECT customer, sum(cents) AS cents FROM orders GROUP BY customer ORDER BY cents DESC, customer LIMIT 5')
    .all();
  database.close();
  return best;
}

export const inputs = [2_000, 3_000, 4_000, 5_000];

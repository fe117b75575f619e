"""sqlite3: the best customers of a year."""

from __future__ import annotations

import sqlite3
from contextlib import closing

inputs = [2_000, 3_000, 4_000, 5_000]


def task(orders: int) -> list[tuple[int, int]]:
    """The best customers, from a database in memory that has so many orders."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE orders (customer INTEGER, cents INTEGER)")
        rows = ((order * 7_919 % 97, order * 31 % 10_007) for order in range(orders))
        database.executemany("INSERT INTO orders VALUES (?, ?)", rows)
        best = database.execute(
            "SELECT customer, sum(cents) FROM orders GROUP BY customer ORDER BY 2 DESC, customer LIMIT 5"
        )
        return best.fetchall()

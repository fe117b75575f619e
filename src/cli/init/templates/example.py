"""
A task for lanes: a function that is called once with each input, under every concurrency model.

Put your own work into it. It needs to know nothing of lanes; what it prints appears in its lane.
"""

from __future__ import annotations

from typing import Any


def task(numbers: tuple[int, int], lane: Any) -> int:
    """Counts the primes of a range: stands for work that computes. It can be an `async def` as well."""
    first, last = numbers
    primes = sum(is_prime(number) for number in range(first, last))
    lane.print(f"{primes} primes from {first} to {last}")
    return primes


def inputs() -> list[tuple[int, int]]:
    """What the tasks are called with, one each; a list or a generator will do. Without it: 0, 1, 2 ..."""
    return [(index * 30_000, (index + 1) * 30_000) for index in range(16)]


# What lanes takes too, where it is there:
#
# Once in each worker before its first task, and after its last; tasks have what it gives as lane.setup.
# def setup(): return open_database("my.db")
# def teardown(database): database.close()
#
# Whether two results are equal where they are not identical; False where they are not to be compared.
# def same_result(one, other): return abs(one - other) < 1e-9


def is_prime(number: int) -> bool:
    """Whether nothing but 1 and itself divides it."""
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))

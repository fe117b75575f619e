"""
How many times a second CPython's GIL goes from one counting thread to another; prints the number.

gil-switches.py THREADS COUNT_TO SWITCH_INTERVAL_MS
"""

import sys
import threading
import time

STEPS = 500


class Seen:
    """Which thread was seen last, and how often it was another than before."""

    last = -1
    switches = 0


def count(me: int, n: int) -> None:
    total = 0
    while total < n:
        for _ in range(STEPS):
            total += 1
        # Under the GIL: a switch between these lines is one miscounted among thousands of looks.
        if Seen.last != me:
            Seen.last = me
            Seen.switches += 1


how_many, n, interval_ms = (int(argument) for argument in sys.argv[1:])
sys.setswitchinterval(interval_ms / 1_000)
threads = [threading.Thread(target=count, args=(me, n)) for me in range(how_many)]
began = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(Seen.switches / (time.perf_counter() - began))

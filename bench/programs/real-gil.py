"""What CPython's own GIL does, beside which lanes' emulation is measured; prints one JSON text.

    real-gil.py count THREADS N SWITCH_INTERVAL_MS
    real-gil.py convoy HOGS WAKE_UPS
"""

import json
import sys
import threading
import time

STEPS = 500
SETTLE_S = 0.2
SLEEP_S = 0.001


def count(threads, n, interval_ms):
    """The same counting one after the other and in threads, and how often the GIL went from one to another."""
    sys.setswitchinterval(interval_ms / 1000)
    seen = {"last": None, "switches": 0}

    def work(me):
        total = 0
        while total < n:
            for _ in range(STEPS):
                total += 1
            # Under the GIL; a switch between these two lines is one miscounted in thousands.
            if seen["last"] is not me:
                seen["last"] = me
                seen["switches"] += 1

    began = time.perf_counter()
    for _ in range(threads):
        work(object())
    sequential = time.perf_counter() - began
    seen["switches"] = 0
    began = time.perf_counter()
    run([threading.Thread(target=work, args=(object(),)) for _ in range(threads)])
    threaded = time.perf_counter() - began
    return {"slowDown": threaded / sequential, "switchesPerSecond": seen["switches"] / threaded}


def convoy(hogs, wake_ups):
    """How late a thread wakes that sleeps 1 ms, beside threads that count; in ms."""
    done = threading.Event()
    late = []

    def hog():
        total = 0
        while not done.is_set():
            for _ in range(STEPS):
                total += 1

    def sleeper():
        time.sleep(SETTLE_S)
        while len(late) < wake_ups:
            began = time.perf_counter()
            time.sleep(SLEEP_S)
            late.append((time.perf_counter() - began - SLEEP_S) * 1000)
        done.set()

    run([threading.Thread(target=hog) for _ in range(hogs)] + [threading.Thread(target=sleeper)])
    late.sort()
    return {"p50": late[-(-len(late) // 2) - 1], "p99": late[-(-len(late) * 99 // 100) - 1]}


def run(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


what, *figures = sys.argv[1:]
answer = {"count": count, "convoy": convoy}[what](*(int(figure) for figure in figures))
print(json.dumps({"version": sys.version.split()[0], **answer}))

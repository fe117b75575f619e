"""
Runs a command and writes into the file named first the most memory, in bytes, that the processes
of its group were seen to hold at once: the sum of their resident sets, looked at every 5 ms.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading

PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY_SECONDS = 0.005


def resident(pid: str, group: int) -> int:
    """Bytes of the process, if it is of the group; 0 for one of another, or that is gone."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            own_group = int(stat.read().rpartition(")")[2].split()[2])
        if own_group != group:
            return 0
        with open(f"/proc/{pid}/statm") as statm:
            return int(statm.read().split()[1]) * PAGE
    except (OSError, ValueError, IndexError):
        return 0


def most_while(command: subprocess.Popen[bytes]) -> int:
    group, me = os.getpgrp(), str(os.getpid())
    over = threading.Event()
    most = 0

    def look() -> None:
        nonlocal most
        while not over.wait(EVERY_SECONDS):
            pids = [pid for pid in os.listdir("/proc") if pid.isdigit() and pid != me]
            most = max(most, sum(resident(pid, group) for pid in pids))

    looking = threading.Thread(target=look)
    looking.start()
    command.wait()
    over.set()
    looking.join()
    return most


file, *words = sys.argv[1:]
with open(file, "w") as out:
    out.write(str(most_while(subprocess.Popen(words))))

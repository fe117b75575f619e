from __future__ import annotations

import resource
import sys
import time
from typing import Any

# getrusage tells the peak in kilobytes, except on macOS.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1_024


def thread_usage() -> dict[str, Any]:
    """
    What the calling thread used so far. Where Linux tells (getrusage's RUSAGE_THREAD, and
    /proc/thread-self/schedstat: CPU ns, run-queue wait ns, slices), with its context switches and
    the time it waited for a core.
    """
    return {"of": "thread", "cpuUs": time.thread_time_ns() // 1_000, **_scheduler_figures()}


def usage_since(before: dict[str, Any]) -> dict[str, Any]:
    """What the calling thread used since `before`."""
    now = thread_usage()
    return {name: value - before[name] if isinstance(value, int) else value for name, value in now.items()}


def process_usage() -> dict[str, Any]:
    """
    What the calling process used so far, all of its threads together. Not its children. The time
    it waited for a core is that of the calling thread, the one that runs its tasks.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    run_queue = _scheduler_figures().get("runQueueUs")
    return {
        "of": "process",
        "cpuUs": round((usage.ru_utime + usage.ru_stime) * 1e6),
        "voluntarySwitches": usage.ru_nvcsw,
        "involuntarySwitches": usage.ru_nivcsw,
        "peakBytes": _own_peak_bytes() or usage.ru_maxrss * _PEAK_UNIT,
        **({} if run_queue is None else {"runQueueUs": run_queue}),
    }


def children_usage() -> dict[str, int]:
    """What the calling process's children used that it has waited for, and theirs, in the kernel's accounting."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"childrenCpuUs": round((usage.ru_utime + usage.ru_stime) * 1e6)}


def _own_peak_bytes() -> int:
    """
    Peak resident memory since the process runs this program (VmHWM); 0 where Linux does not tell.
    getrusage's is not that: a child begins with the peak of the process it was forked from.
    """
    try:
        with open("/proc/self/status", "rb") as status:
            return next((int(line.split()[1]) * 1_024 for line in status if line.startswith(b"VmHWM:")), 0)
    except OSError:
        return 0


def _scheduler_figures() -> dict[str, int]:
    try:
        with open("/proc/thread-self/schedstat", "rb") as schedstat:
            run_queue_ns = int(schedstat.read().split()[1])
        usage = resource.getrusage(resource.RUSAGE_THREAD)
    except (OSError, AttributeError):
        return {}
    return {
        "runQueueUs": run_queue_ns // 1_000,
        "voluntarySwitches": usage.ru_nvcsw,
        "involuntarySwitches": usage.ru_nivcsw,
    }

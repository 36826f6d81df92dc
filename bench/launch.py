"""Run a command and print what it took: seconds, seconds of the processor, memory, its status.

python -I -S bench/launch.py COMMAND…

A process of its own, and a small one: the system counts what the starter of a process holds in
memory as held by that process, and the bench holds a lot. What the command prints is thrown away.
"""

from __future__ import annotations

import os
import sys
import time


def main() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    quiet = [(os.POSIX_SPAWN_DUP2, nothing, stream) for stream in (0, 1)]
    begun = time.perf_counter()
    try:
        child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
    except OSError as problem:
        sys.exit(f"it cannot be started: {problem}")
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - begun
    used = usage.ru_utime + usage.ru_stime
    print(seconds, used, usage.ru_maxrss, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()

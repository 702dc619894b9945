"""Runs a command on a terminal of 80 columns and 24 rows, types at it, and tells what it showed.

Standard input is JSON: {"command": [...], "steps": [{"expect": regex, "type": text, "size": [columns, rows]}, ...],
"timeout": seconds}. Each step waits until what was shown since the step before matches, then resizes and types. The
result is JSON: {"shown": text, "exitCode": number, "missing": the expectation that was not met, or null, "resizes":
[{"at": how many characters were shown before, "size": [columns, rows]}, ...]}.
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

request = json.load(sys.stdin)
deadline = time.monotonic() + request["timeout"]
child, terminal = pty.fork()
if child == 0:
    os.execvp(request["command"][0], request["command"])


def resize(columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


shown = b""


def read():
    """Reads what there is; False when the command has closed the terminal, or time is over."""
    global shown
    ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
    if not ready:
        return False
    try:
        data = os.read(terminal, 65536)
    except OSError:
        return False
    shown += data
    # What asks where the cursor is waits for the answer.
    if b"\x1b[6n" in data:
        os.write(terminal, b"\x1b[1;1R")
    return data != b""


resize(80, 24)
seen = 0
resizes = []
missing = None
for step in request["steps"]:
    expected = re.compile(step["expect"].encode())
    match = expected.search(shown, seen)
    while match is None and read():
        match = expected.search(shown, seen)
    if match is None:
        missing = step["expect"]
        break
    seen = match.end()
    if "size" in step:
        resizes.append({"at": len(shown.decode(errors="replace")), "size": step["size"]})
        resize(*step["size"])
    if "type" in step:
        os.write(terminal, step["type"].encode())
while missing is None and read():
    pass
if missing is not None or time.monotonic() >= deadline:
    os.kill(child, signal.SIGTERM)
    # As interactive shells ignore that.
    os.kill(child, signal.SIGHUP)
_, status = os.waitpid(child, 0)
print(
    json.dumps(
        {
            "shown": shown.decode(errors="replace"),
            "exitCode": os.waitstatus_to_exitcode(status),
            "missing": missing,
            "resizes": resizes,
        }
    )
)

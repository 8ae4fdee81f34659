"""Run one command as a child that cannot outlive its parent:
``launcher.py [options] -- command ...``.

Supervisors orphan their children when they are killed themselves. Each child therefore starts
through this script. It gives up root where asked, asks the kernel to signal it when its parent
dies, waits for the ports it depends on, and then becomes the command. It needs the standard library
alone and is run as a file, so that it starts in milliseconds.
"""

import argparse
import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1  # <linux/capability.h>
CAPABILITY_VERSION_3 = 0x20080522
CLONE_NEWUSER = 0x10000000  # <linux/sched.h>; os.unshare exists from Python 3.12 on

# The launched process reads its own id from this variable, to hand it to its children as their
# `--parent`.
LAUNCHED_PID = "DEVSTACK_LAUNCHED_PID"

libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: int) -> None:
    """Call a libc function that returns 0 on success. Raises OSError otherwise."""
    if getattr(libc, name)(*map(ctypes.c_ulong, arguments)) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def become_user(uid: int, *, keep_file_rights: bool = False) -> None:
    """Give up root for good: this process runs as `uid` from here on.

    With `keep_file_rights`, this process and the program it becomes still reach the files that root
    reaches.
    """
    if keep_file_rights:
        call("prctl", PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)
    if keep_file_rights:
        keep_one_capability(CAP_DAC_OVERRIDE)


def keep_one_capability(number: int) -> None:
    """Give up all other capabilities, and keep this one through the change to another program."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    kept = 1 << number
    sets = (ctypes.c_uint32 * 6)(kept, kept, kept, 0, 0, 0)  # effective, permitted, inheritable; their upper halves
    if libc.capset(header, sets) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"capset: {os.strerror(error)}")
    call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number, 0, 0)


def appear_as_user(uid: int) -> None:
    """Keep the file rights of the caller, but see them as those of `uid`, inside a new user
    namespace.

    For programs that refuse to run as root when no other user could reach their files.
    """
    outside = os.geteuid()
    call("unshare", CLONE_NEWUSER)
    Path("/proc/self/uid_map").write_text(f"{uid} {outside} 1", encoding="ascii")


def die_with_parent(death_signal: int, parent: int | None) -> None:
    """Have the kernel send `death_signal` here when the parent dies. Leave at once if it is dead.

    A change of user clears the request, so the request is made after it. The kernel does not report
    an earlier death, so a parent that died before is recognised by its id: `os.getppid` returns
    another.
    """
    call("prctl", PR_SET_PDEATHSIG, int(death_signal))
    if parent is not None and os.getppid() != parent:
        raise SystemExit(f"the parent process {parent} is gone")


def wait_for_port(addresses: str) -> None:
    """Return when something accepts connections at ``host:port``.

    Of several addresses, joined by commas, one is enough. There is no limit, because a supervisor
    watches the deadline.
    """
    while not any(accepts(address) for address in addresses.split(",")):
        time.sleep(0.1)


def accepts(address: str) -> bool:
    """Return True if something listens at ``host:port``."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the options before ``--`` and the command behind it."""
    parser = argparse.ArgumentParser(prog="launcher.py", description=__doc__)
    parser.add_argument("--user", type=int, help="give up root for this uid")
    parser.add_argument(
        "--keep-file-rights", action="store_true", help="with --user: reach the files that root reaches"
    )
    parser.add_argument("--map-user", type=int, help="appear as this uid in a user namespace")
    parser.add_argument("--death-signal", default="SIGKILL", help="sent when the parent dies (default %(default)s)")
    parser.add_argument("--parent", type=int, help="process id that must be the parent")
    parser.add_argument("--wait", action="append", default=[], metavar="HOST:PORT", help="port to wait for")
    parser.add_argument("command", nargs="+")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Prepare this process as the options say and become the command."""
    options = parse(arguments)
    try:
        if options.user is not None:
            become_user(options.user, keep_file_rights=options.keep_file_rights)
        if options.map_user is not None:
            appear_as_user(options.map_user)
    except OSError as error:
        raise SystemExit(f"root may not become another user here: {error.strerror}") from None
    die_with_parent(signal.Signals[options.death_signal], options.parent)
    for address in options.wait:
        wait_for_port(address)
    os.environ[LAUNCHED_PID] = str(os.getpid())
    os.execvp(options.command[0], options.command)  # noqa: S606 - becoming the command is the point


if __name__ == "__main__":
    main(sys.argv[1:])

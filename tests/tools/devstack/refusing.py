"""Run a command as root in a container would: ``refusing.py unshare dac_override ... -- command``.

`unshare` has seccomp refuse new user namespaces, as Docker's profile does. The other words are
capabilities to give up.
"""

import ctypes
import os
import platform
import sys
from collections.abc import Sequence

PR_SET_SECCOMP, SECCOMP_MODE_FILTER, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 22, 2, 38, 24
CAPABILITIES = {"dac_override": 1, "dac_read_search": 2, "setgid": 6, "setuid": 7, "sys_ptrace": 19, "sys_admin": 21}
UNSHARE = {"x86_64": 272, "aarch64": 97}
CLONE_NEWUSER = 0x10000000
EPERM, ALLOW, ERRNO = 1, 0x7FFF0000, 0x00050000
LOAD, EQUAL, BITS, RETURN = 0x20, 0x15, 0x45, 0x06  # of classic BPF

libc = ctypes.CDLL(None, use_errno=True)


class Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def refuse_user_namespaces() -> None:
    """Have unshare(CLONE_NEWUSER) fail with EPERM, here and in every program that this process
    becomes.
    """
    steps = [
        (LOAD, 0, 0, 0),  # the number of the system call
        (EQUAL, 0, 3, UNSHARE[platform.machine()]),
        (LOAD, 0, 0, 16),  # its first argument
        (BITS, 0, 1, CLONE_NEWUSER),
        (RETURN, 0, 0, ERRNO | EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    packed = b"".join(
        code.to_bytes(2, sys.byteorder) + bytes([yes, no]) + value.to_bytes(4, sys.byteorder)
        for code, yes, no, value in steps
    )
    instructions = ctypes.create_string_buffer(packed, len(packed))
    program = Program(len(steps), ctypes.cast(instructions, ctypes.c_void_p))
    check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    check(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0))


def check(status: int) -> None:
    if status != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def main(arguments: Sequence[str]) -> None:
    end = arguments.index("--")
    refused, command = arguments[:end], arguments[end + 1 :]
    for name in set(refused) - {"unshare"}:
        check(libc.prctl(PR_CAPBSET_DROP, CAPABILITIES[name], 0, 0, 0))
    if "unshare" in refused:
        refuse_user_namespaces()
    os.execvp(command[0], list(command))


if __name__ == "__main__":
    main(sys.argv[1:])

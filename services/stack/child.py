"""Run as a script: prepare this process as a child of the supervisor, then become the program.

    python -I -S child.py PARENT_PID DEATH_SIGNAL UID:GID|- PROGRAM [ARGUMENT...]

Done in a program of its own and not between fork and exec, since the parent may have threads.
The order matters: the kernel forgets the death signal when the user changes.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PARENT_GONE = 75


def main(arguments: list[str]) -> None:
    """Drop to the wanted user, ask for the death signal, unblock signals, exec the program. Does not return."""
    parent, death_signal, user, *program = arguments
    if user != "-":
        uid, _, gid = user.partition(":")
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) was refused")
    if os.getppid() != int(parent):  # it died before the request was in place
        sys.exit(_PARENT_GONE)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execvp(program[0], program)


if __name__ == "__main__":
    main(sys.argv[1:])

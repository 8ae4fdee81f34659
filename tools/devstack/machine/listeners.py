"""Tell our own listener at a port from a process that took the port a moment earlier."""

import psutil


class PortTaken(RuntimeError):
    """Somebody else listens at a port that was free when it was chosen."""

    def __init__(self, name: str, port: int) -> None:
        super().__init__(f"port {port}, chosen for {name}, was taken by another process before {name} listened there")
        self.name = name
        self.port = port


def listens(pid: int, port: int) -> bool:
    """Return True if process `pid` or one of its descendants listens at this TCP port.

    A process whose connections we may not read counts as listening.
    """
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return False
    return any(_listens(member, port) for member in family)


def _listens(process: psutil.Process, port: int) -> bool:
    try:
        connections = process.net_connections(kind="tcp")
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
    return any(each.status == psutil.CONN_LISTEN and each.laddr.port == port for each in connections)

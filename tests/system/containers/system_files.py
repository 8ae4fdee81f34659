"""Root file systems made from this machine's own files, in the place of images that a registry
would give.

The stand-in for `python:3.11-slim` is the Python in use with the needs of its libraries, a shell,
and the programs that the Dockerfile calls. The stand-in for the servers has the embedded ones
beside it.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path

VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
PROGRAMS = (
    *("sh", "cat", "ls", "ln", "rm", "mkdir", "id", "sleep", "env", "grep", "chmod", "ldconfig"),
    *("groupadd", "useradd"),
)
LEFT_OUT = {"test", "tests", "idlelib", "turtledemo", "__pycache__", "site-packages", "dist-packages", "lib2to3"}
PASSWD = "root:x:0:0:root:/root:/bin/sh\nredis:x:999:999::/data:/bin/sh\npostgres:x:998:998::/:/bin/sh\n"
GROUP = "root:x:0:\nshadow:x:42:\nredis:x:999:\npostgres:x:998:\n"


class RootFiles:
    """A tar file of a root file system, filled piece by piece. Libraries come along with their
    users.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tar = tarfile.open(path, "w")  # noqa: SIM115 - `finish` closes it
        self._names: set[str] = set()

    def finish(self) -> None:
        self._tar.close()

    def text(self, name: str, content: str, mode: int = 0o644) -> None:
        entry = tarfile.TarInfo(name.lstrip("/"))
        data = content.encode()
        entry.size, entry.mode = len(data), mode
        self._tar.addfile(entry, io.BytesIO(data))

    def directory(self, name: str, mode: int = 0o755, owner: int = 0) -> None:
        entry = tarfile.TarInfo(name.lstrip("/"))
        entry.type, entry.mode = tarfile.DIRTYPE, mode
        entry.uid = entry.gid = owner
        self._tar.addfile(entry)

    def link(self, name: str, target: str) -> None:
        entry = tarfile.TarInfo(name.lstrip("/"))
        entry.type, entry.linkname = tarfile.SYMTYPE, target
        self._tar.addfile(entry)

    def file(self, source: Path, name: str) -> None:
        """Add one file as it is, owned by root and readable by all."""
        if name in self._names:
            return
        self._names.add(name)
        entry = self._tar.gettarinfo(source.resolve(), name.lstrip("/"))
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mode = 0o755 if os.access(source, os.X_OK) else 0o644
        entry.type, entry.linkname = tarfile.REGTYPE, ""
        entry.size = source.stat().st_size
        with source.open("rb") as content:
            self._tar.addfile(entry, content)

    def tree(self, source: Path, name: str, left_out: Iterable[str] = ()) -> None:
        for place, directories, files in os.walk(source):
            directories[:] = [each for each in directories if each not in set(left_out)]
            for each in files:
                path = Path(place, each)
                if path.exists():
                    self.file(path, f"{name}/{path.relative_to(source)}")

    def libraries(self, *binaries: Path) -> None:
        """Add the shared libraries that these need and this system has, where the loader looks for
        them.
        """
        for binary in binaries:
            said = subprocess.run(["ldd", str(binary)], capture_output=True, text=True, check=False).stdout
            for library in re.findall(r"(/\S+)", said):
                if Path(library).is_file() and str(binary.parent) not in library:
                    self.file(
                        Path(library),
                        library if library.startswith(("/lib", "/usr")) else f"/usr/lib/{Path(library).name}",
                    )


def add_base(files: RootFiles) -> None:
    """Add a small system with the Python in use below /usr/local, and its `pip` that knows no
    registry.
    """
    for name in ("tmp", "var/tmp"):
        files.directory(name, 0o1777)
    for name in (
        "root",
        "proc",
        "sys",
        "dev",
        "run",
        "srv",
        "var/lib/kafka/data",
        "etc/skel",
        "var/mail",
        "wheels",
    ):
        files.directory(name)
    files.text("etc/passwd", PASSWD)
    files.text("etc/group", GROUP)
    files.text("etc/shadow", "root:*:19000:0:99999:7:::\n", 0o640)
    files.text("etc/gshadow", "root:*::\n", 0o640)
    files.text("etc/login.defs", "SYS_UID_MIN 100\nSYS_UID_MAX 20000\nSYS_GID_MIN 100\nSYS_GID_MAX 20000\n")
    files.text("etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n")
    files.file(Path("/usr/share/zoneinfo/UTC"), "/usr/share/zoneinfo/UTC")
    files.text("etc/pip.conf", "[global]\nno-index = true\nfind-links = /registry\n")
    for name in PROGRAMS:
        found = shutil.which(name, path="/bin:/usr/bin:/sbin:/usr/sbin")
        assert found, f"this system has no {name}"
        files.file(Path(found), f"/bin/{name}")
        files.libraries(Path(found).resolve())
    prefix = Path(sys.base_prefix)
    library = prefix / "lib" / VERSION
    files.tree(library, f"usr/local/lib/{VERSION}", LEFT_OUT)
    for place in (library, prefix / "lib/python3"):
        for packages in (place / "site-packages", place / "dist-packages"):
            if (packages / "pip").is_dir():
                files.tree(packages / "pip", f"usr/local/lib/{VERSION}/{packages.name}/pip", {"__pycache__"})
    if Path("/usr/lib/locale/C.utf8").is_dir():  # where the C library does not have it built in
        files.tree(Path("/usr/lib/locale/C.utf8"), "usr/lib/locale/C.utf8")
    if Path("/usr/share/python-wheels").is_dir():  # Debian's ensurepip
        files.tree(Path("/usr/share/python-wheels"), "usr/share/python-wheels")
    python = (prefix / "bin" / VERSION).resolve()
    files.file(python, f"usr/local/bin/{VERSION}")
    files.libraries(python, *library.glob("lib-dynload/*.so"))
    for name in ("python", "python3"):
        files.link(f"usr/local/bin/{name}", VERSION)
    files.text("usr/local/bin/pip", '#!/bin/sh\nexec python -m pip "$@"\n', 0o755)


def libraries_of_wheels() -> list[Path]:
    """Return the libraries of this system that wheels may need, and Python itself does not."""
    names = (
        "libstdc++.so.6",
        "libgcc_s.so.1",
        "librt.so.1",
        "libdl.so.2",
        "libpthread.so.0",
        "libutil.so.1",
        "libz.so.1",
    )
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    return [Path(path) for path in re.findall(r"=> (\S+)", listed) if Path(path).name in names and "i386" not in path]

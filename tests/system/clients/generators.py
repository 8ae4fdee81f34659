"""The generators of other people, as `.ci/install.d/clients.sh` has installed them. Each makes its
client for one test.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.system.needs import need

HERE = Path(__file__).parent
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
TOOLS = Path(os.environ.get("INVENTORY_CLIENT_TOOLS") or _CACHE / "inventory-client-tools")
MINUTES = 10


def need_generators(*programs: str) -> None:
    """Skip the calling test where a program or the generators are missing. In CI it fails."""
    need("curl", *programs)
    if (TOOLS / "complete").exists():
        return
    sentence = f"needs the generators below {TOOLS}: run .ci/install.d/clients.sh"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Return the output of a program. Fail with it when it fails."""
    ran = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60 * MINUTES,
    )
    assert ran.returncode == 0, f"{' '.join(map(str, command))}\n{ran.stdout[-6_000:]}\n{ran.stderr[-6_000:]}"
    return ran.stdout


def openapi_generator(language: str, document: Path, directory: Path, *options: str) -> Path:
    """Make a client by OpenAPI Generator."""
    (jar,) = TOOLS.glob("jars/openapi-generator-cli-*.jar")
    made = directory / language
    run("java", "-jar", jar, "generate", "-g", language, "-i", document, "-o", made, *options, cwd=directory)
    return made


def java(sources: Path, directory: Path, program: str, *arguments: str | Path) -> str:
    """Compile all Java below a directory, and return the output of a program of it."""
    jars = ":".join(str(jar) for jar in TOOLS.glob("jars/*.jar") if "generator-cli" not in jar.name)
    classes = directory / "classes"
    files = directory / "sources"
    files.write_text("\n".join(str(path) for path in sources.rglob("*.java")))
    run("javac", "-nowarn", "-cp", jars, "-d", classes, f"@{files}", cwd=directory)
    return run("java", "-cp", f"{classes}:{jars}", program, *arguments, cwd=directory)


def go(module: Path, program: str, *arguments: str) -> str:
    """Compile a program of a module of Go, with its packages from where they were installed, and
    return its output.
    """
    installed = {"GOMODCACHE": f"{TOOLS}/go/modules", "GOCACHE": f"{TOOLS}/go/built", "GOTOOLCHAIN": "local"}
    alone = {"GOPROXY": "off", "GOSUMDB": "off", "GOFLAGS": "-mod=mod -modcacherw -buildvcs=false"}
    return run("go", "run", program, *arguments, cwd=module, **installed, **alone)


def node_packages(directory: Path) -> Path:
    """Let the directory find the packages of Node. Returns where their programs are."""
    (directory / "node_modules").symlink_to(TOOLS / "node_modules")
    (directory / "package.json").write_text('{"type": "module"}')
    return TOOLS / "node_modules" / ".bin"

"""The generators of other people, in the versions that were tried. Each makes its client in a directory of the test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
OPENAPI_GENERATOR = "org.openapitools:openapi-generator-cli:7.16.0"
PYTHON_CLIENT = "openapi-python-client==0.29.1"
NODE_PACKAGES = ("openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3", "@types/node@20.19.0")
MODELINA = ("@asyncapi/modelina@5.10.1",)
MINUTES = 10


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Return what a program says; fail with it when it fails."""
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
    run(
        "mvn",
        "-q",
        "dependency:copy",
        f"-Dartifact={OPENAPI_GENERATOR}",
        f"-DoutputDirectory={directory}",
        cwd=directory,
    )
    jar = next(directory.glob("openapi-generator-cli-*.jar"))
    made = directory / language
    run("java", "-jar", jar, "generate", "-g", language, "-i", document, "-o", made, *options, cwd=directory)
    return made


def environment_of_python_client(directory: Path) -> Path:
    """Return the interpreter of an environment that has openapi-python-client."""
    run(sys.executable, "-m", "venv", directory / "environment", cwd=directory)
    python = directory / "environment" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PYTHON_CLIENT, cwd=directory)
    return python


def node_packages(directory: Path, *packages: str) -> None:
    """Install packages of Node below the directory."""
    (directory / "package.json").write_text('{"type": "module", "private": true}')
    run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *packages, cwd=directory)

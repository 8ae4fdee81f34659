"""`bench compare` measures the write path of a commit and of the working tree, on real servers."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.system.needs import need
from tools.bench.compare import command
from tools.bench.compare.trees import LOCK, OURS, SERVICE
from tools.devstack import PROJECT

FIGURE = "core.batch_1.hot"
ROW = re.compile(
    rf"^\| `{FIGURE}` \| \d+\.\d{{3}} \|.*\| 1 \| [\d,.]+ \| [\d,.]+ \| [\d,.]+ \| [\d,.]+ \| commands/s \|$"
)


def test_a_figure_of_the_write_path_is_a_ratio(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    need("git")
    project = tmp_path / "project"
    for name in (*SERVICE, OURS):
        shutil.copytree(PROJECT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(PROJECT / LOCK, project / LOCK)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(project)]
    for arguments in (["init", "--quiet"], ["add", "-A"], ["commit", "--quiet", "--no-verify", "-m", "Count"]):
        subprocess.run([*git, *arguments], check=True)

    asked = ["HEAD", "core", "--quick", "--rounds", "1", "--only", FIGURE]
    status = command.main(asked, ["core"], ["core"], project=project)

    told = capfd.readouterr()
    assert status == 0, told.err
    assert any(ROW.match(line) for line in told.out.splitlines()), told.out

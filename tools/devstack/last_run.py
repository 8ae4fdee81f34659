"""The files that the last run of a stack left in its directory."""

import shutil
from pathlib import Path

from tools.devstack.machine.private_files import private_directory


def set_logs_aside(directory: Path) -> None:
    """Rename the directory of logs, one generation, so that the logs show the new run alone."""
    logs = directory / "logs"
    if logs.exists():
        shutil.rmtree(directory / "logs.previous", ignore_errors=True)
        private_directory(logs.rename(directory / "logs.previous"))
    private_directory(logs)


def remove_marks(directory: Path) -> None:
    """Empty the directory in which processes leave their marks of liveness."""
    marks = directory / "progress"
    shutil.rmtree(marks, ignore_errors=True)
    private_directory(marks)

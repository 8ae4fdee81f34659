"""LibreOffice as somebody's spreadsheet: it opens a CSV file, calculates, keeps it as .xlsx, and
writes CSV again.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

_UTF8, _COMMA, _QUOTE = 76, 44, 34
_CSV = f"{_COMMA},{_QUOTE},{_UTF8},1"
SECONDS = 240


@dataclass(frozen=True)
class Office:
    """`directory` is all of its own: with a profile that nobody has used."""

    directory: Path

    def opened(self, csv: Path, *, split_at: str = ",") -> Path:
        """Return the workbook that it makes of a CSV file, split at these characters, with
        everything calculated.
        """
        separators = "/".join(str(ord(one)) for one in split_at)
        self._convert(csv, "xlsx", f"--infilter=CSV:{separators},{_QUOTE},{_UTF8},1")
        return self.directory / f"{csv.stem}.xlsx"

    def saved(self, workbook: Path) -> Path:
        """Return the CSV file that it makes of a workbook, with commas and in UTF-8."""
        self._convert(workbook, f"csv:Text - txt - csv (StarCalc):{_CSV}")
        return self.directory / f"{workbook.stem}.csv"

    def _convert(self, file: Path, to: str, *options: str) -> None:
        profile = f"-env:UserInstallation={(self.directory / 'profile').as_uri()}"
        words = [
            "soffice",
            profile,
            "--headless",
            *options,
            "--convert-to",
            to,
            "--outdir",
            str(self.directory),
            str(file),
        ]
        subprocess.run(words, check=True, timeout=SECONDS, capture_output=True)


def formulas(workbook: Path) -> int:
    """Count the cells of the workbook's only sheet that are calculated."""
    with ZipFile(workbook) as parts:
        return parts.read("xl/worksheets/sheet1.xml").count(b"<f")

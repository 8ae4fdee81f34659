"""`python -m tools.bench compare REVISION [PART ...]`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.bench.compare.ratios import HEAD, one_sided, ratios
from tools.bench.compare.trees import NotComparable, Tree, revision_tree, working_tree
from tools.bench.compare.turns import Plan, Side, measure
from tools.devstack import PROJECT
from tools.devstack.revisions import GitFailed

ROUNDS = 4
QUICK_ROUNDS = 2
"""Even numbers, so that each side is first as often as the other."""
INTERRUPTED = 130
INTRODUCTION = """\
A ratio is now/before, the median of the rounds with the lowest and the highest. Above 1 there is more of it now: better for a
rate, worse for a time. Floors are measured alike on both sides, so their spread shows what the machine does by itself."""


def main(arguments: Sequence[str], parts: Sequence[str], usual: Sequence[str], project: Path = PROJECT) -> int:
    """Compare the working tree of `project` with a revision. Returns the exit status."""
    options = _parser(parts, usual).parse_intermixed_args(arguments)
    unknown = [part for part in options.parts if part not in parts]
    if unknown:
        print(f"{', '.join(unknown)} can't be compared. Name {', '.join(parts)}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    rounds = options.rounds or (QUICK_ROUNDS if options.quick else ROUNDS)
    plans = [Plan(part, rounds, options.quick, options.only) for part in options.parts or usual]
    scratch = project / ".data" / "bench"
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=scratch, prefix="compare-") as directory:
        try:
            trees = _trees(project, options, Path(directory), [plan.part for plan in plans])
            print(f"now: {trees[0].told}\nbefore: {trees[1].told}\n\n{INTRODUCTION}\n", flush=True)
            results = [_compare(plan, trees, Path(directory), project / ".data" / "cache") for plan in plans]
        except (NotComparable, GitFailed) as refusal:
            print(refusal, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print("Interrupted.", file=sys.stderr)
            return INTERRUPTED
    return int(not all(results))


def _trees(project: Path, options: argparse.Namespace, directory: Path, parts: Sequence[str]) -> tuple[Tree, Tree]:
    now = working_tree(project, directory / "now")
    before = revision_tree(project, options.revision, directory / "before", now=now, parts=parts, own=options.own_suite)
    return now, before


def _compare(plan: Plan, trees: tuple[Tree, Tree], directory: Path, cache: Path) -> bool:
    """Compare one part, and print it. Returns False if a side failed or has no figure in common
    with the other. Figures that both have entered before a failure are printed.
    """
    began = time.monotonic()
    kept = Path(os.environ.get("DEVSTACK_CACHE") or cache)
    sides: list[Side] = []
    failure = ""
    try:
        for name, tree in zip(("now", "before"), trees, strict=True):
            sides.append(Side.start(tree, plan, directory / f"{plan.part}-{name}", kept))
        measure(sides, on_round=_progress(plan))
    except NotComparable as refusal:
        failure = str(refusal)
    finally:
        for one in sides:
            one.stop()
    now, before = sides
    found = list(ratios(now.figures, before.figures, now.samples, before.samples))
    print(f"## {plan.part}, rounds: {plan.rounds}, {time.monotonic() - began:.0f} s\n", flush=True)
    if found:
        print("\n".join([*HEAD, *(ratio.row for ratio in found)]) + "\n", flush=True)
    if alone := one_sided(now.figures, before.figures, found):
        print(f"Not compared, since one side alone has them, or in another unit: {', '.join(alone)}.\n")
    if failure:
        print(f"{plan.part}: {failure}\n", file=sys.stderr)
    elif not found:
        print(f"{plan.part}: no figure was measured on both sides. `--only` may name none.", file=sys.stderr)
    return bool(found) and not failure


def _progress(plan: Plan) -> Callable[[int], None]:
    def tell(number: int) -> None:
        print(f"{plan.part}: round {number}, {time.strftime('%H:%M:%S')}", file=sys.stderr)

    return tell


def _parser(parts: Sequence[str], usual: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench compare",
        description="Measure the working tree and another revision in turns, and print each figure as a ratio.",
    )
    parser.add_argument("revision", metavar="REVISION", help="the other revision: a commit, a branch or a tag")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(parts)}; {', '.join(usual)} when none is named"
    )
    parser.add_argument("--rounds", type=int, default=0, help=f"number of rounds (default {ROUNDS})")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="of core and api, only figures whose names contain TEXT"
    )
    parser.add_argument("--quick", action="store_true", help=f"the main figures, in {QUICK_ROUNDS} rounds")
    parser.add_argument(
        "--own-suite", action="store_true", help="measure the other revision by its own suite, where ours can't call it"
    )
    return parser

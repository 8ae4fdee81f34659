"""The `inventory` command.

Until `main` begins, Python answers Ctrl-C, with a traceback. So nothing is imported here, however
cheap. Slow modules are loaded once we answer ourselves.
"""

__all__ = ["main"]


def main() -> None:
    """Run the command line. Its name is fixed, because shell completion is asked for under it."""
    try:
        from inventory.cli.terminal import interrupts  # noqa: PLC0415 - and with it `signal`, some milliseconds

        interrupts.end_at_once()
    except KeyboardInterrupt:
        from inventory.cli.terminal.ending import end  # noqa: PLC0415

        end()
    from inventory.process.garbage import spare_all_at_the_end, sparing_what_is_loaded  # noqa: PLC0415

    with sparing_what_is_loaded():
        from inventory.cli.root import commands  # noqa: PLC0415 - takes most of a second
        from inventory.cli.terminal.log import log_when_needed  # noqa: PLC0415
    spare_all_at_the_end()
    log_when_needed()
    commands(prog_name="inventory")

"""Parts of all commands: options, output, errors, Ctrl-C."""

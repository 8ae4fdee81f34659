"""What all commands share: options, output, errors, Ctrl-C."""

"""The entry: `desk` and `python -m desk`."""

import sys


def main() -> int:
    """Run the command line; its exit code."""
    try:
        from desk.cli.main import main as run

        return run()
    except KeyboardInterrupt:  # the moment before the command line is there to answer it
        return 130


if __name__ == "__main__":
    sys.exit(main())

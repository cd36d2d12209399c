"""The ``classroom`` command."""

from classroom.cli.commands import main

if __name__ == "__main__":
    main()

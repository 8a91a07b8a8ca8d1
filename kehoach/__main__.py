"""`python -m kehoach`, where the command itself is not on the PATH."""

from kehoach.cli import main

main()

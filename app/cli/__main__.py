"""`python -m app.cli` is the command `zhijian`, where that isn't on the path."""

from app.cli import main

main(prog_name="zhijian")

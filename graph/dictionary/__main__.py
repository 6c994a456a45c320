"""``python -m graph.dictionary`` writes docs/data-dictionary.md anew."""

import sys
from pathlib import Path

from graph.dictionary import markdown

FILE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"

if __name__ == "__main__":
    FILE.write_text(markdown(), encoding="utf-8")
    print(FILE, file=sys.stderr)

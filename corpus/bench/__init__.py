"""How fast the program is and how much memory it takes, against the libraries that it stands on.

python -m corpus.bench FILE.pdf          one file against pdfplumber
python -m corpus.bench.report            everything, written to docs/performance.md
"""

from corpus.bench.compare import LIMIT, MEMORY_LIMIT, Memory, Times, main, memory, page_count, ratio, times
from corpus.bench.ways import load_models

__all__ = ["LIMIT", "MEMORY_LIMIT", "Memory", "Times", "load_models", "main", "memory", "page_count", "ratio", "times"]

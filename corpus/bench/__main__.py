"""`python -m corpus.bench FILE.pdf …`."""

import sys

from corpus.bench.compare import main

sys.exit(main(sys.argv[1:]))

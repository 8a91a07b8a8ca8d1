"""Prints docs/openapi.json: `python -m review.api_docs > docs/openapi.json`."""

import json

from review.api.openapi import description

if __name__ == "__main__":
    print(json.dumps(description(), ensure_ascii=False, indent=1))

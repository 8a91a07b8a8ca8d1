"""The programs' way in: `/-/api`, by tokens, described as OpenAPI. Each operation is one entry of `site.OPERATIONS`, of
which both the addresses and their description are made.
"""

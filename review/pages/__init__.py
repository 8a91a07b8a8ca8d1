"""The pages, a module each: its addresses, and what it shows of the store."""

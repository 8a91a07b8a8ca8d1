"""The project's own made-up plans, and what measures the program with them."""

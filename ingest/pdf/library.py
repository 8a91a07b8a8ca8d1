"""pdfium is one library for the whole process and keeps no threads apart."""

from threading import RLock

alone = RLock()
"""Held by who calls pdfium, and by who forks a process that will: a fork amid another thread's call would find the
library in pieces.
"""

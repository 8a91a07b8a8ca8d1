"""Readers: a file in, a Document out. They know files and pages and nothing of tasks."""

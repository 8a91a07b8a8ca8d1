"""Writers: a Sheet in, files out. Word files in two hands, then PDF, text and scans made of those."""

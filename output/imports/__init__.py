"""What comes back from Excel and other programs, as reviews."""

"""A module for each form in which plans leave the program."""

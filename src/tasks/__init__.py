"""The tasks in Python, each beside the same one in TypeScript: same names, inputs, lines and results."""

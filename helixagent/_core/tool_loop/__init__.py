"""The tool loop without I/O: its tools, the model's calls, and their results."""

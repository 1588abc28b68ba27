"""The network as a figure for a journal: our own drawing, as SVG."""

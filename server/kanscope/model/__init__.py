"""KAN, with pykan's verbs."""

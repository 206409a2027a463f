"""Set cover with rules: the smallest coalition and the largest coverage, proven, with alternatives."""

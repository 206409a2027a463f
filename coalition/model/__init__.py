"""What a map holds: words and tables, how they are checked, the positions that follow, and the network of it all."""

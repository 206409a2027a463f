"""Files of the UN and of other tools: one format per file of this folder, all read into the same raw tables."""

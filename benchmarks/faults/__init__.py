"""Things are broken at random points; nothing that was acknowledged may be lost, and nothing be there by half."""

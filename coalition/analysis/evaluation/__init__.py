"""How far the estimates are right: stances are hidden, predicted and compared."""

"""Whom to talk to first about a recommendation, why, through whom, and how often such an order was right."""

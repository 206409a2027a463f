"""Thin typer commands, one file per question; `coalition.cli` puts them together."""

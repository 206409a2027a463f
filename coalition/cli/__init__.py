"""Thin typer commands, one file per question; `coalition.cli.main` puts them together."""

"""The graph database: it takes and gives tables, keeps history, contacts and maps, and runs its own server."""

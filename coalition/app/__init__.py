"""The pages in a browser: how they are served (asgi, launch), one question each (pages), what they share (parts)."""

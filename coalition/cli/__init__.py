"""The command line: one file per topic, put together by `main`; no analysis is done here."""

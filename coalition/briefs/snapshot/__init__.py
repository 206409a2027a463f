"""An answer as one HTML file that opens anywhere: no server, nothing loaded from elsewhere, searched by itself."""

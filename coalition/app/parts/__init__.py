"""What pages share: the visit (session), the address, the look of things (layout), and parts by subject."""

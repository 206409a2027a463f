"""What would follow if some stances were others."""

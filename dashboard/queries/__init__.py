"""What the pages ask of the store beyond its repositories."""

"""Value objects, checked at birth; they know nothing of networks, rooms or databases."""

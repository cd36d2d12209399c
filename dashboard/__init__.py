"""The teacher's side: what a class feels like, read from the store and nowhere else."""

"""What reading a frame costs, beside a pipeline as student projects build it, in one run."""

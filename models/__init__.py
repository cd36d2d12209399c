"""The networks: labels, preprocessing, architectures, training, evaluation and weights."""

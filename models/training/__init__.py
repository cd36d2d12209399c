"""Training of the emotion network. Needs TensorFlow; nothing that serves a class imports it."""

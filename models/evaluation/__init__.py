"""How good a network is, measured on faces it has not learned from."""

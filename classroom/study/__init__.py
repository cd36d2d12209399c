"""How the likelihood of confusion is fitted and measured, on people kept apart from each other."""

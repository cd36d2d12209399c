"""Changes of the tables over time, one dated file each; ``open_store`` applies them."""

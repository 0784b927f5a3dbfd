"""HTML, CSS and fonts of everything printed, and the loader that alone may serve them."""

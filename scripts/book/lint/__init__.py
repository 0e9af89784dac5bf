"""The book's linter: `scripts/lint [PATH…]`, see `__main__` for its order and `registry` for who checks what."""

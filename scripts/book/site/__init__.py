"""The site: small MkDocs hooks on public events, one per concern. mkdocs.yml lists them."""

"""What the shop answers to whoever watches it."""


def add_probes(app, ready):
    @app.get("/health")
    def health():
        """The process lives and answers."""
        return {"status": "ok"}

    @app.get("/ready")
    def can_sell():
        """What it needs to sell answers too."""
        ready()
        return {"status": "ready"}

    @app.errorhandler(ConnectionError)
    def not_now(error):
        app.logger.error(error)  # why, for the log; whoever asked need not know
        return {"error": "not now, try again"}, 503

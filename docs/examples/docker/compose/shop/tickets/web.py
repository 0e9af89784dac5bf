"""The shop's page and its API, whatever store and sessions are behind them."""

from socket import gethostname

from flask import Flask, render_template, request

from tickets.probes import add_probes
from tickets.sale import add_sale
from tickets.sessions import COOKIE, MemorySessions


def create_app(store, sessions=None, ready=None, version="dev"):
    app = Flask(__name__)
    sessions = sessions or MemorySessions()
    app.add_url_rule("/concerts", "concerts", store.concerts)
    add_sale(app, store, sessions)
    add_probes(app, ready or store.concerts)

    @app.get("/tickets")
    def tickets():
        """What this visitor has bought."""
        return sessions.tickets(request.cookies.get(COOKIE))

    @app.get("/")
    def page():
        shown = {"concerts": store.concerts(), "tickets": tickets(), "version": version, "host": gethostname()}
        return render_template("index.html", **shown)

    return app

"""The shop's page and its API, whatever store is behind them."""

from socket import gethostname

from flask import Flask, render_template

from tickets import SoldOut, UnknownConcert


def create_app(store, version="dev"):
    app = Flask(__name__)
    app.add_url_rule("/concerts", "concerts", store.concerts)
    app.add_url_rule("/health", "health", lambda: {"status": "ok"})

    @app.get("/")
    def page():
        return render_template("index.html", concerts=store.concerts(), version=version, host=gethostname())

    @app.post("/concerts/<concert>/tickets")
    def buy(concert):
        try:
            return {"concert": concert, "left": store.buy(concert)}, 201
        except UnknownConcert:
            return {"error": "no such concert"}, 404
        except SoldOut:
            return {"error": "sold out"}, 409

    return app

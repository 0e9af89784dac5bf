"""The sale of a ticket, and its note for the visitor who bought it."""

from secrets import token_urlsafe

from flask import make_response, request

from tickets import SoldOut, UnknownConcert
from tickets.sessions import COOKIE


def add_sale(app, store, sessions):
    @app.post("/concerts/<concert>/tickets")
    def buy(concert):
        visitor = request.cookies.get(COOKIE) or token_urlsafe()
        answer = make_response({"concert": concert, "left": store.buy(concert)}, 201)
        sessions.add(visitor, concert)
        answer.set_cookie(COOKIE, visitor, httponly=True, samesite="Lax")
        return answer

    @app.errorhandler(UnknownConcert)
    def unknown(error):
        return {"error": "no such concert"}, 404

    @app.errorhandler(SoldOut)
    def sold_out(error):
        return {"error": "sold out"}, 409

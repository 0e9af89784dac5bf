"""The page that people see at the door."""

from html import escape

from board import Board

PAGE = """<!doctype html>
<html lang="en">
<title>Tonight at {venue}</title>
<meta name="viewport" content="width=device-width">
<style>body {{ font: 18px sans-serif; margin: 24px }} td {{ padding: 6px 18px 6px 0 }}</style>
<h1>Tonight at {venue}</h1>
<table>{rows}</table>
"""
ROW = """<tr><td>{hour}<td>{concert}<td>{inside} inside
<td><form method="post" action="/enter/{concert}"><button>One more</button></form>
"""


def page(venue: str, board: Board) -> str:
    rows = [
        ROW.format(concert=concert, hour=hour, inside=board.inside(concert)) for concert, hour in board.concerts.items()
    ]
    return PAGE.format(venue=escape(venue), rows="".join(rows))

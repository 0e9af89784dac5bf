import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

from board import Board
from page import page


class BoardTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.board = Board(Path("concerts.txt"), Path(folder.name))

    def test_it_counts_each_concert_by_itself(self) -> None:
        self.board.enter("jazz")
        self.assertEqual((self.board.inside("jazz"), self.board.inside("tango")), (1, 0))

    def test_another_board_with_the_same_data_goes_on_counting(self) -> None:
        self.board.enter("jazz")
        other = Board(Path("concerts.txt"), self.board.data)
        self.assertEqual(other.enter("jazz"), 2)

    def test_the_page_shows_venue_and_hours(self) -> None:
        text = page("R&B Club", self.board)
        self.assertIn("Tonight at R&amp;B Club", text)
        self.assertIn("<td>20:30<td>jazz<td>0 inside", text)

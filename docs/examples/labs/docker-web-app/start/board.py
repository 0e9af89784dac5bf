"""What the board knows: tonight's concerts, and how many people have come in to each."""

from pathlib import Path
from threading import Lock


class Board:
    def __init__(self, concerts: Path, data: Path) -> None:
        lines = concerts.read_text(encoding="utf-8").splitlines()
        self.concerts = dict(line.split(maxsplit=1) for line in lines)  # the hour of each
        self.data = data
        self.lock = Lock()

    def inside(self, concert: str) -> int:
        file = self.data / concert
        return int(file.read_text(encoding="utf-8")) if file.exists() else 0

    def enter(self, concert: str) -> int:
        with self.lock:
            count = self.inside(concert) + 1
            (self.data / concert).write_text(str(count), encoding="utf-8")
            return count

"""The kit for a classroom without network holds the site and the images, and says what it lacks."""

import tarfile

import pytest

from book import kit
from book.model.image_list import Image

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("engine")]


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A book of two pages and two images, one of which does not exist."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>Hola")
    images = [Image("busybox:1.37", [], engine=True, cluster=True), Image("busybox:1.73", [], cluster=True)]
    monkeypatch.setattr(kit, "ROOT", tmp_path)
    monkeypatch.setattr(kit, "published", lambda book: [(image, {}) for image in images])
    return tmp_path / "kit.tar"


def test_the_kit_has_the_site_and_the_images_and_names_what_it_lacks(small, capsys):
    assert kit.main(["--output", str(small)]) == 1
    assert "it lacks busybox:1.73" in capsys.readouterr().err
    with tarfile.open(small) as archive:
        names = archive.getnames()
        assert {"kit/README.txt", "kit/kind.yaml", "kit/images.tar", "kit/cluster.tar"} <= set(names)
        assert "kit/site/index.html" in names
        with tarfile.open(fileobj=archive.extractfile("kit/images.tar")) as images:
            assert b"busybox:1.37" in images.extractfile("index.json").read()
    assert [path.name for path in small.parent.iterdir() if path.name.startswith(("tmp", "."))] == []

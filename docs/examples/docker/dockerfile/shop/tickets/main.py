"""What the server loads: the shop with tonight's concerts."""

import os

from tickets.memory import MemoryStore
from tickets.web import create_app

store = MemoryStore({"cumbia": 2, "jazz": 40, "tango": 100})
app = create_app(store, version=os.environ.get("SHOP_VERSION", "dev"))

"""The same worker, which finishes its work when it is asked to stop."""

import signal
import threading

asked = threading.Event()
signal.signal(signal.SIGTERM, lambda number, frame: asked.set())

print("working", flush=True)
asked.wait()
print("work finished", flush=True)

"""A worker that nobody has told what to do when it is asked to stop."""

import time

print("working", flush=True)
while True:
    time.sleep(1)

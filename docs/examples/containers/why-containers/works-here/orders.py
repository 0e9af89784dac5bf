"""Pack the orders of a concert before they go to the archive."""

from compression import zstd  # part of Python since 3.14

orders = b"concert 7, seat A1, paid\n" * 10_000
packed = zstd.compress(orders)

assert zstd.decompress(packed) == orders
print(f"{len(orders)} bytes packed, unpacked and compared")

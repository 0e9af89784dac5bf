"""Ask for 10 MB more again and again, and keep them all."""

kept = []
for megabytes in range(10, 1001, 10):
    kept.append(b"x" * 10_000_000)
    print(megabytes, "MB", flush=True)

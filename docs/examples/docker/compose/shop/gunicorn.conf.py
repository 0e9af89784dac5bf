"""How gunicorn serves the shop; it finds this file by its name."""

bind = "0.0.0.0:8000"
# One process: with two, each would have its own tickets in memory and sell them again.
workers = 1
threads = 8
accesslog = "-"
# Nothing is written to the container's disk: it may be read-only.
worker_tmp_dir = "/dev/shm"
control_socket_disable = True

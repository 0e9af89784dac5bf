"""How many copies of an app fit into a server: alone, in virtual machines, in containers.

Memory is in GiB. Change a number with --env, for example --env APP=0.25.
"""

import os


def number(name, default):
    return float(os.environ.get(name, default))


SERVER, CORES = number("SERVER", 32), number("CORES", 8)
HOST = number("HOST", 2)  # what the server's own system keeps
GUEST = number("GUEST", 0.5)  # the operating system in each virtual machine
APP = number("APP", 1)

room = SERVER - HOST
ways = {
    "bare metal": (1, 0),
    "virtual machines": (int(room // (APP + GUEST)), GUEST),
    "containers": (int(room // APP), 0),
}

print("way               copies  systems  idle  cores each")
for way, (copies, guest) in ways.items():
    idle = room - copies * (APP + guest)
    print(f"{way:16} {copies:7} {HOST + copies * guest:8g} {idle:5g} {CORES / copies:11.2f}")

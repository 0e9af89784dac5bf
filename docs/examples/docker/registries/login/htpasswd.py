"""Print the line of a user for a registry: the name and the hash of the password that is read."""

import sys

import bcrypt

password = sys.stdin.readline().rstrip("\n").encode()
print(sys.argv[1] + ":" + bcrypt.hashpw(password, bcrypt.gensalt()).decode())

#!/bin/sh
# Sells one ticket and says how many have been sold so far.
echo cumbia >>data/orders.txt
echo "Till 1.0: $(wc -l <data/orders.txt) sold"

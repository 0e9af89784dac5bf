#!/bin/sh
echo "Tonight in $CITY: Cumbia at the Harbour"
echo "user $(id -u) on $(hostname), in $PWD"

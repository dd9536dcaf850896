#!/bin/sh
# Runs a server until it ends, or until standard input closes, which it does
# however the JVM that opened it ends.
#
#   run-server.sh HOME TEMPLATE SIGNAL COMMAND [ARGUMENT...]
#
# Starts COMMAND with its data in HOME/data, at first a copy of TEMPLATE, and
# prints its process id. When standard input closes it sends SIGNAL, kills the
# server if it is still there after three seconds, and removes HOME. When the
# server ends for another reason HOME stays, to start again on.
set -eu
home=$1 template=$2 signal=$3
shift 3

# An interrupt at the terminal is the JVM's to handle, and if the JVM is gone
# nobody reads what this prints.
trap '' INT HUP PIPE
exec 3<&0 </dev/null 2>>"$home/server.log"

[ -d "$home/data" ] || cp -a "$template" "$home/data"
"$@" >>"$home/server.log" 2>&1 3<&- &
server=$!
{
	read -r _ <&3 || true
	: >"$home/closing"
	kill "-$signal" "$server"
	# A server that was only just starting may have missed it.
	sleep 3
	kill -KILL "$server"
} >/dev/null &
watch=$!
echo "$server" || true
exec >/dev/null

status=0
wait "$server" || status=$?
kill "$watch" 2>/dev/null || true
[ ! -e "$home/closing" ] || rm -rf "$home"
exit "$status"

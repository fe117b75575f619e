#!/usr/bin/env bash
# Runs a command and writes into the file named first what an observer outside of it sees: the
# time in seconds before its start and after its end, then the shell's `times`, whose second line
# is the CPU time that the kernel accounts to the command and to all that it has waited for.
file=$1
shift
begin=$EPOCHREALTIME
"$@"
code=$?
end=$EPOCHREALTIME
{
  echo "$begin $end"
  times
} >"$file"
exit "$code"

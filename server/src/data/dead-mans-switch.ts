/**
 * A script for sh that runs a program and waits on a pipe that we hold, its stdin. However this process dies, the pipe closes and `ending`
 * is run, which finds the program's number in `$run`. The script ends as the program does, with the same code.
 */
export function deadMansSwitch(ending: string): string {
  return `exec 3<&0
"$@" </dev/null 3<&- & run=$!
( read -r _ <&3; ${ending} ) >/dev/null 2>&1 & guard=$!
wait $run; code=$?
kill $guard 2>/dev/null
exit $code`
}

# shellcheck shell=sh
# What every check.sh rests on: it tells what is there and what is missing, in the reader's language.
#
#   . "$(dirname "$0")/../lab.sh"
#   expect 'hay un Dockerfile' 'there is a Dockerfile' 'Créalo.' 'Create it.' test -f Dockerfile
#   result
#
# The language is that of the first argument (es, en), else that of the terminal.

set -u
case ${1:-${LC_ALL:-${LC_MESSAGES:-${LANG:-en}}}} in
  es*) language=es ;;
  *) language=en ;;
esac
good=0
bad=0

# say SPANISH ENGLISH: one of the two
say() {
  if [ "$language" = es ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi
}

# expect WHAT-ES WHAT-EN HINT-ES HINT-EN COMMAND…: it is so if the command succeeds; else the hint says how to go on
expect() {
  what=$(say "$1" "$2")
  hint=$(say "$3" "$4")
  shift 4
  if "$@" >/dev/null 2>&1; then
    good=$((good + 1))
    printf '✓ %s\n' "$what"
  else
    bad=$((bad + 1))
    printf '✗ %s\n  %s\n' "$what" "$hint"
  fi
}

# need WHAT-ES WHAT-EN COMMAND…: if the command fails, nothing else can be told
need() {
  what=$(say "$1" "$2")
  shift 2
  if ! "$@" >/dev/null 2>&1; then
    printf '%s\n' "$what"
    exit 1
  fi
}

# limit SECONDS COMMAND…: end it if it takes longer; macOS has no `timeout`
limit() {
  seconds=$1
  shift
  "$@" &
  job=$!
  (
    trap 'kill "$nap"; exit' TERM
    sleep "$seconds" &
    nap=$!
    wait "$nap" && kill "$job"
  ) >/dev/null 2>&1 &
  guard=$!
  wait "$job"
  status=$?
  kill "$guard" 2>/dev/null
  return "$status"
}

# result: how far it is; the script ends with 1 if something is missing
result() {
  say "$good de $((good + bad))" "$good of $((good + bad))"
  [ "$bad" -eq 0 ] || exit 1
  say 'Todo está.' 'All is there.'
}

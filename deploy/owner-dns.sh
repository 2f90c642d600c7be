#!/bin/sh
# Changes the records of the owner's DNS that deploy/run.sh brings: deploy/owner-dns.sh --help
set -eu

base=8000
data=
ttl=

usage() {
  cat <<'TEXT'
Changes the records of the owner's DNS that deploy/run.sh brings.

Usage: deploy/owner-dns.sh [OPTION]... COMMAND
  list                     shows every zone
  set NAME TYPE VALUE...   sets the records of a type at a name, in place of those that are there
  remove NAME [TYPE]       removes them; without a type all records at the name
  delegate DOMAIN          sets the CNAME records that the API asks for; the domain must have been added there
  undelegate DOMAIN        removes these CNAME records
  fail NAME HOW            answers badly at and below a name: servfail, refused, silent, truncated or bogus
  mend NAME                ends that

  --port-base N            as it was given to deploy/run.sh (default 8000)
  --data DIR               the data folder, whose token "delegate" needs (default: that of the running deploy/run.sh)
  --ttl N                  seconds, for "set" (default 5)
  --help                   shows this and ends

Names are whole ones, below .test or .example. A zone is made when its first record is set.
TEXT
}

fail() {
  echo "$*" >&2
  exit 1
}

misunderstood() {
  echo "$*" >&2
  echo "See deploy/owner-dns.sh --help" >&2
  exit 2
}

# Runs curl with the body's text on standard output if the answer is a good one, else on standard error.
call() {
  answer=$(curl -sS --path-as-is --max-time 30 -w '\n%{http_code}' "$@") ||
    fail "No answer. Is deploy/run.sh running with --port-base $base?"
  status=${answer##*
}
  text=$(printf '%s' "${answer%
*}")
  case $status in
    2*) [ -z "$text" ] || printf '%s\n' "$text" ;;
    *)
      # A problem of the API says in its detail what to do.
      detail=$(printf '%s' "$text" | sed -n 's/^{.*"detail":"\([^"]*\)".*/\1/p')
      fail "${detail:-$text}"
      ;;
  esac
}

owner() {
  method=$1
  path=$2
  shift 2
  call -g -X "$method" "$@" "http://127.0.0.1:$((base + 82))/$path"
}

# The token goes to curl by its standard input: arguments can be read by everybody on the machine.
delegate() {
  folder=${data:-$(owner GET data-folder)} || exit 1
  [ -r "$folder/admin-token" ] || fail "$folder/admin-token cannot be read: name the data folder with --data."
  domain=$(printf 'header = "Authorization: Bearer %s"\n' "$(cat "$folder/admin-token")" |
    call --config - "http://127.0.0.1:$((base + 80))/api/v1/domains/$1") || exit 1
  owner PUT "delegations/$1" --data-raw "$domain"
}

while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --port-base | --data | --ttl)
      [ $# -ge 2 ] || misunderstood "$1 needs a value"
      case $1 in
        --port-base) base=$2 ;;
        --data) data=$2 ;;
        --ttl) ttl=$2 ;;
      esac
      shift 2
      ;;
    --*=*)
      argument=$1
      shift
      set -- "${argument%%=*}" "${argument#*=}" "$@"
      ;;
    -*) misunderstood "Unknown option: $1" ;;
    *) break ;;
  esac
done

case $base in
  '' | *[!0-9]*) misunderstood "--port-base must be a number, not $base" ;;
esac
command -v curl >/dev/null || fail "curl is missing. On Debian: apt install curl"

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
  list)
    [ $# -eq 0 ] || misunderstood "list takes nothing"
    owner GET records
    ;;
  set)
    [ $# -ge 3 ] || misunderstood "set needs a name, a type and a value"
    path=records/$1/$2${ttl:+?ttl=$ttl}
    shift 2
    owner PUT "$path" --data-raw "$(printf '%s\n' "$@")"
    ;;
  remove)
    [ $# -eq 1 ] || [ $# -eq 2 ] || misunderstood "remove needs a name, and may have a type"
    owner DELETE "records/$1${2:+/$2}"
    ;;
  delegate)
    [ $# -eq 1 ] || misunderstood "delegate needs a domain"
    delegate "$1"
    ;;
  undelegate)
    [ $# -eq 1 ] || misunderstood "undelegate needs a domain"
    owner DELETE "delegations/$1"
    ;;
  fail)
    [ $# -eq 2 ] || misunderstood "fail needs a name and how"
    owner PUT "faults/$1" --data-raw "$2"
    ;;
  mend)
    [ $# -eq 1 ] || misunderstood "mend needs a name"
    owner DELETE "faults/$1"
    ;;
  '') misunderstood "A command is missing" ;;
  *) misunderstood "Unknown command: $command" ;;
esac

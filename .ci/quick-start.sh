# The quick start of the README with an end: start, the three curl lines that it prints, stop. On other ports than
# people use, so that somebody's own run beside it does no harm.
quick_start_pid=''

quick_start() {
  local log=$scratch/quick-start.log status=0
  set -m # a process group of its own
  npm start -- --port-offset 18000 >"$log" 2>&1 </dev/null &
  quick_start_pid=$!
  set +m
  if printed_within 60 '^Try:' "$log"; then
    sleep 1 # the rest of the same screen
    three_requests "$log" || status=1
  else
    status=1
  fi
  cat "$log"
  if ! stop_quick_start; then
    echo 'it did not end within 5 s of SIGTERM'
    status=1
  fi
  return $status
}

# printed_within SECONDS PATTERN FILE
printed_within() {
  local end=$((SECONDS + $1))
  until grep -qE "$2" "$3"; do
    if ((SECONDS >= end)) || ! kill -0 "$quick_start_pid" 2>"$scratch/kill"; then return 1; fi
    sleep 0.2
  done
}

# The lines below "Try:", each of which is to be answered, and not with a fault of the gateway.
three_requests() {
  local line code count=0 bad=0
  while IFS= read -r line; do
    count=$((count + 1))
    code=$(bash -c "$line --silent --show-error --max-time 10 --output $scratch/answer --write-out '%{http_code}'") || true
    printf '%s  %s\n' "${code:-no answer}" "$line"
    [[ $code =~ ^[234] ]] || bad=1
  done < <(sed -n '/^Try:/,$p' "$1" | sed -nE 's/^ +(curl .*)$/\1/p')
  [[ $count -eq 3 && $bad -eq 0 ]]
}

# Also called when everything else went wrong: nothing is left behind.
stop_quick_start() {
  [[ -n $quick_start_pid ]] || return 0
  local group=$quick_start_pid tries
  quick_start_pid=''
  kill -TERM -- "-$group" 2>"$scratch/kill" || true
  for tries in {1..25}; do
    kill -0 -- "-$group" 2>"$scratch/kill" || return 0
    sleep 0.2
  done
  kill -KILL -- "-$group" 2>"$scratch/kill" || true
  return 1
}

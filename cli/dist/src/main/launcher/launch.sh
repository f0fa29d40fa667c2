# shellcheck shell=sh disable=SC2034,SC2154 # what callers set, and what they read
#
# What starts Java on the command's classes: the part that the launcher of the sources and that of the
# archives share. Both say, before they call launch:
#
#   jdk      the folder of the Java to start
#   classes  the class path
#   target   the folder where archives of classes are kept, if it can be written
#   stamp    a file that is newer than archives of another build

# Ends with an exit code, 2 where the user can mend it, and one line.
fail() {
  printf 'kindling: %s\n' "$2" >&2
  exit "$1"
}

# Ends with one line where a folder cannot be in a class path: a colon is between its parts, and Java
# fails on letters beyond U+FFFF, whose UTF-8 begins with one of these bytes.
check_folder() {
  if [ "$(printf '%s' "$1" | LC_ALL=C tr -d ':\360-\364')" != "$1" ]; then
    fail 2 "its folder: Java must take the name (got $1; expected no colon and no emoji in it; rename \
the folder)"
  fi
}

# The file that a chain of links ends at.
resolve() {
  file=$1
  while [ -h "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname -- "$file")/$link ;;
    esac
  done
  printf '%s\n' "$(CDPATH='' cd -- "$(dirname -- "$file")" && pwd -P)/$(basename -- "$file")"
}

# The version of the Java in a folder that has a program, java or javac, 0 if there is none. Read from
# its release file: to start java and ask would take longer than most commands do.
java_version() {
  version=
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/$2" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  printf '%s\n' "${version:-0}"
}

# The folder of a Java of version 17 or newer that has a program, java or javac; nothing if there is
# none.
find_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ "$(java_version "$JAVA_HOME" "$1")" -ge 17 ]; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  if program=$(command -v "$1"); then
    found=$(dirname -- "$(dirname -- "$(resolve "$program")")")
    if [ "$(java_version "$found" "$1")" -ge 17 ]; then
      printf '%s\n' "$found"
      return
    fi
  fi
  newest=16
  newest_java=
  for found in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    version=$(java_version "$found" "$1")
    if [ "$version" -gt "$newest" ]; then
      newest=$version
      newest_java=$found
    fi
  done
  printf '%s\n' "$newest_java"
}

# Names the archive of the classes in the form in which this Java holds them in memory, with which it
# starts in two thirds of the time. Java passes over one of other jars or of another Java.
name_archive() {
  # shellcheck disable=SC2046 # two words: the sum and the size
  set -- $(printf '%s\n' "$jdk" "$classes" | cat - "$jdk/release" | cksum)
  archive=$target/kindling-$1.jsa
}

# Whether there is nothing to make: the archive is of these jars, or empty for it could not be made.
is_archived() (
  [ -f "$archive" ] || return
  IFS=:
  for older in "$stamp" $classes; do
    # shellcheck disable=SC3013 # in POSIX since 2024, in every shell long before
    [ ! "$older" -nt "$archive" ] || return
  done
)

# Runs a command and adds the classes that it loads to those that others have loaded.
note_classes() {
  nice "$jdk/bin/java" -Xshare:off "-XX:DumpLoadedClassList=$making/list" -XX:+UseSerialGC \
    -cp "$classes" io.kindling.cli.Main "$@" && cat "$making/list" >>"$making/lists"
}

# One list of several. A line that comes twice ends Java with a crash; and what Java 25 numbers anew in
# each list, it refuses as numbered twice.
merge_lists() {
  sed 's/ id: [0-9]*$//' | awk '!seen[$0]++'
}

# Makes the archive in a folder of its own, which keeps others from making it too; an archive cut
# short would end Java with a crash. What was left by one that was killed is in the way for a while.
# It is a static archive: a dynamic one cannot hold picocli's classes, whose format is old. JDK 17
# keeps out of it what comes from a folder with a space in its name, since it compares the folder with
# its URL, where the space is %20; there the command starts as slowly as without our own classes.
make_archive() {
  making=$archive.making
  find "$making" -prune -mmin +10 -exec rm -rf {} + || :
  mkdir "$making" || return
  printf 'x,y\n0,1\n1,3\n2,5\n3,7\n' >"$making/table.csv"
  if note_classes train --epochs 3 &&
    note_classes train --data "$making/table.csv" --target y --standardize --validation 0.25 \
      --model 'sequential(linear(1, 2), relu(), linear(2, 1))' --loss 'huber()' \
      --optimizer 'adam()' --batch-size 2 --shuffle --epochs 3 --checkpoint-every 3 \
      --save "$making/model.pt" --history "$making/history.csv" &&
    note_classes predict --model-file "$making/model.pt" --data "$making/table.csv" &&
    note_classes inspect "$making/model.pt" &&
    merge_lists <"$making/lists" >"$making/list" &&
    nice "$jdk/bin/java" -Xshare:dump "-XX:SharedClassListFile=$making/list" -XX:+UseSerialGC \
      "-XX:SharedArchiveFile=$making/archive" -cp "$classes" && [ -s "$making/archive" ]; then
    sync "$making/archive" || :
  else
    : >"$making/archive" # not tried again before the next build
  fi
  mv -f "$making/archive" "$archive"
  rm -rf "$making"
}

# Whether an option for Java is not tried out: an agent that waits for a debugger must not wait twice.
is_untried() {
  case $1 in
    -agent* | -javaagent* | -Xrun* | -Xlog* | -XX:StartFlightRecording* | -XX:Flags*) ;;
    *) return 1 ;;
  esac
}

# Ends with one line where Java does not take KINDLING_OPTS.
check_options() (
  taken=
  for option in $KINDLING_OPTS; do
    is_untried "$option" || taken="$taken $option"
  done
  # shellcheck disable=SC2086 # several words
  if ! said=$("$jdk/bin/java" $taken -version 2>&1); then
    said=$(printf '%s\n' "$said" | grep -v -e 'Picked up' -e 'initialization of VM' | head -n 1)
    fail 2 "KINDLING_OPTS: Java must take the options (got $KINDLING_OPTS: $said; expected some as \
-Xmx8g)"
  fi
)

# Whether a file is the standard input or stderr, by whatever name; which Java has others of where it
# starts with vectors.
is_stream() {
  # shellcheck disable=SC3013 # in POSIX since 2024, in every shell long before
  [ "$1" = - ] || [ "$1" -ef /dev/stdin ] || [ "$1" -ef /dev/stderr ]
}

# Whether the arguments are of a training on cpu that multiplies so often that the Vector API repays
# its start: some tens of milliseconds, and half a second in which Java compiles more. Each number of
# a row is multiplied once, or the rows as often as the model's linear layers have weights; how many
# rows there are is told from the size of the file and the length of its second line. What may be
# written in another file is left alone.
is_large() (
  [ "${1:-}" = train ] || return
  case ${2:-} in
    -* | @* | '') data= ;;
    *) data=$2 ;; # the table, typed before all options
  esac
  epochs=100
  model=
  while [ $# -gt 1 ]; do
    shift
    case $1 in
      --data | --epochs | --model | --backend)
        option=$1=${2:-}
        [ $# -eq 1 ] || shift
        ;;
      *) option=$1 ;;
    esac
    ! is_stream "${option#*=}" || return
    case $option in
      --data=*) data=${option#*=} ;;
      --epochs=*) epochs=${option#*=} ;;
      --model=*) model=${option#*=} ;;
      --backend=cpu) ;;
      --backend=* | @*) return 1 ;;
    esac
  done
  [ -f "$data" ] && [ -r "$data" ] || return
  {
    wc -c
    head -c 100000 "$data"
  } <"$data" 2>/dev/null | LC_ALL=C epochs=$epochs model=$model awk -F, '
    NR == 1 { bytes = $1 }
    NR == 3 {
      weights = NF
      layers = split(ENVIRON["model"], layer, /linear\(/)
      for (i = 2; i <= layers; i++) {
        gsub(/[^0-9]+/, " ", layer[i])
        split(layer[i], size, " ")
        weights += size[1] * size[2]
      }
      large = bytes / (length($0) + 1) * weights * ENVIRON["epochs"] >= 5e9
      exit
    }
    END { exit !large }' >/dev/null # which says so, were ours closed
)

# Whether Java has the Vector API and may start with it, its own stderr shut: nobody has said otherwise,
# and there is a stderr, on which Java has nothing else to say.
may_use_vectors() {
  for option in ${KINDLING_OPTS:-}; do
    case $option in
      *module* | -Dkindling.cpu.vector=* | @*) return 1 ;;
    esac
    ! is_untried "$option" || return 1
  done
  [ -z "${JDK_JAVA_OPTIONS:-}${JAVA_TOOL_OPTIONS:-}" ] &&
    grep -q '^MODULES=.*[" ]jdk\.incubator\.vector[" ]' "$jdk/release" && (: 0>&2)
}

# Starts the command with these arguments.
launch() {
  set -f # what stands in KINDLING_OPTS and in the names of folders is no pattern of files

  # File names and column names may be in any script; without a locale, or with one that is not
  # installed here, Java would take them as ASCII.
  charmap=$(locale charmap 2>/dev/null || :)
  if [ "$charmap" != UTF-8 ]; then
    export LC_ALL=C.UTF-8
  fi

  # Another Java than before has no archive yet. Nobody waits for it.
  name_archive
  if ! is_archived; then
    if [ -w "$target" ]; then
      (make_archive) </dev/null >/dev/null 2>&1 &
    fi
    archive=
  fi
  # Java ends with an error where there are two archives, or two collectors. With a heap of 32 GB or
  # another collector it does without an archive, where it would else take one that it comes with.
  options="${KINDLING_OPTS:-} ${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}"
  case $options in
    *-Xm* | *-XX:* | *-Xshare*) archive= ;;
  esac
  collector=-XX:+UseSerialGC
  case $options in
    *-XX:+Use*GC*) collector= ;;
  esac
  [ -s "$archive" ] || archive=

  vectors=
  if is_large "$@" && may_use_vectors; then
    vectors='--add-modules jdk.incubator.vector'
    case $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null || :) in
      *'[madvise]'* | *'[always]'*) vectors="$vectors -XX:+UseTransparentHugePages" ;;
    esac
  fi

  if [ -n "${KINDLING_OPTS:-}" ]; then
    check_options
  fi

  # Whether people watch standard output, and whether they watch what is said beside it.
  terminal=false
  [ ! -t 1 ] || terminal=true
  terminal_errors=false
  [ ! -t 2 ] || terminal_errors=true

  # Where there is no standard input, Java takes the first file that it opens for it.
  { true 3<&0; } 2>/dev/null || exec </dev/null

  # shellcheck disable=SC2086 # several words, or none
  set -- "$jdk/bin/java" $collector -XX:-UsePerfData --enable-native-access=ALL-UNNAMED $vectors \
    ${archive:+"-XX:SharedArchiveFile=$archive" "-Xlog:cds*=off"} ${vectors:+-Dkindling.stderr=stdin} \
    -Dkindling.terminal=$terminal -Dkindling.terminal.errors=$terminal_errors "-Dkindling.charmap=$charmap" \
    ${KINDLING_OPTS:-} -cp "$classes" io.kindling.cli.Main "$@"
  [ -n "$vectors" ] || exec "$@"
  # Java warns of a module that incubates, and no option keeps it from that. So its own stderr is shut,
  # and the command has ours where its standard input would be, which it does not read.
  exec "$@" 0>&2 2>/dev/null
}

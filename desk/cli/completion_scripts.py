"""Scripts for shells, made from a table of what may come next after what.

Each walks over the words before the cursor: what starts with a dash is an option and may take the
next word with it; any other word leads on where the table knows it, `@` being any.
"""

from collections.abc import Callable, Mapping, Sequence

Table = Mapping[str, Sequence[str]]

_BASH = """# What may come next, by what stands before it; fails for what is not known.
_desk_words() {{
  case "$1" in
{cases}
    *) return 1 ;;
  esac
}}

_desk() {{
  local line="${{COMP_LINE:0:COMP_POINT}}" path="" skip="" word cur prev key before=""
  local -a given
  read -r -a given <<< "$line"
  [[ "$line" == *[[:space:]] ]] && given+=("")
  cur="${{given[${{#given[@]}}-1]}}"
  prev="${{given[${{#given[@]}}-2]}}"
  for word in "${{given[@]:1:${{#given[@]}}-2}}"; do
    if [[ -n "$skip" ]]; then skip=""; continue; fi
    case "$word" in
      {valued}) skip=yes; continue ;;
      -*) continue ;;
    esac
    if _desk_words "${{path:+$path }}$word" > /dev/null; then path="${{path:+$path }}$word"
    elif _desk_words "${{path:+$path }}@" > /dev/null; then path="${{path:+$path }}@"
    fi
  done
  key="$path"
  if [[ -n "$skip" ]]; then key="${{path:+$path }}$prev"
  elif [[ "$cur" == -* ]]; then key="${{path:+$path }}-"
  elif [[ "$cur" == *=* ]]; then
    before="${{cur%%=*}}="
    key="${{path:+$path }}$before"
  fi
  COMPREPLY=($(compgen -P "$before" -W "$(_desk_words "$key")" -- "${{cur#"$before"}}"))
  # bash takes = and : for the ends of words, so what stands before them is there already.
  if [[ "$cur" == *[=:]* ]]; then
    before="${{cur%"${{cur##*[=:]}}"}}"
    COMPREPLY=("${{COMPREPLY[@]#"$before"}}")
  fi
  if [[ "${{COMPREPLY[0]}}" == *[=:] ]]; then compopt -o nospace 2> /dev/null; fi
}}

complete -o default -F _desk desk
"""

_ZSH = """#compdef desk

# What may come next, by what stands before it; fails for what is not known.
_desk_words() {{
  case "$1" in
{cases}
    (*) return 1 ;;
  esac
}}

_desk() {{
  local where="" skip="" word cur="$words[CURRENT]" key before=""
  local -a found
  for word in "${{(@)words[2,CURRENT-1]}}"; do
    if [[ -n "$skip" ]]; then skip=""; continue; fi
    case "$word" in
      ({valued}) skip="$word"; continue ;;
      (-*) continue ;;
    esac
    if _desk_words "${{where:+$where }}$word" > /dev/null; then where="${{where:+$where }}$word"
    elif _desk_words "${{where:+$where }}@" > /dev/null; then where="${{where:+$where }}@"
    fi
  done
  key="$where"
  if [[ -n "$skip" ]]; then key="${{where:+$where }}$skip"
  elif [[ "$cur" == -* ]]; then key="${{where:+$where }}-"
  elif [[ "$cur" == *=* ]]; then
    before="${{cur%%=*}}="
    key="${{where:+$where }}$before"
  fi
  found=(${{=$(_desk_words "$key")}})
  if (( ! $#found )); then
    _files
    return
  fi
  found=("$before"${{^found}})
  compadd -S '' -- ${{(M)found:#*[=:]}}
  compadd -- ${{found:#*[=:]}}
}}

compdef _desk desk
"""

_FISH = """# What may come next, by what stands before it; fails for what is not known.
function __desk_words
  switch "$argv[1]"
{cases}
    case '*'
      return 1
  end
end

function __desk_next
  set -l path ''
  set -l skip ''
  set -l given (commandline -opc)
  set -l cur (commandline -ct)
  for word in $given[2..-1]
    if test -n "$skip"
      set skip ''
      continue
    end
    if contains -- $word {valued}
      set skip $word
      continue
    end
    if string match -q -- '-*' $word
      continue
    end
    if __desk_words (string trim -l -- "$path $word") > /dev/null
      set path (string trim -l -- "$path $word")
    else if __desk_words (string trim -l -- "$path @") > /dev/null
      set path (string trim -l -- "$path @")
    end
  end
  if test -n "$skip"
    __desk_words (string trim -l -- "$path $skip")
  else if string match -q -- '-*' $cur
    __desk_words (string trim -l -- "$path -")
  else if string match -q -- '*=*' $cur
    set -l before (string replace -r -- '=.*' '=' $cur)
    for word in (__desk_words (string trim -l -- "$path $before"))
      echo "$before$word"
    end
  else
    __desk_words "$path"
  end
end

complete -c desk -f -a '(__desk_next)'
complete -c desk -n 'test -z "(__desk_next)"' -F
"""


_NONE = "      true"


def bash(table: Table, valued: Sequence[str]) -> str:
    """The script for bash."""
    return _BASH.format(cases=_cases(table, "    {}) {} ;;"), valued="|".join(valued))


def zsh(table: Table, valued: Sequence[str]) -> str:
    """The script for zsh."""
    return _ZSH.format(cases=_cases(table, "    ({}) {} ;;"), valued="|".join(valued))


def fish(table: Table, valued: Sequence[str]) -> str:
    """The script for fish."""
    lines: list[str] = []
    for path, words in table.items():
        lines.append(f"    case {_quoted(path)}")
        lines.append(f"      string split ' ' -- {_quoted(' '.join(words))}" if words else _NONE)
    return _FISH.format(cases="\n".join(lines), valued=" ".join(valued))


def _cases(table: Table, form: str) -> str:
    return "\n".join(
        form.format(_quoted(path), f"echo {_quoted(' '.join(words))}" if words else ":")
        for path, words in table.items()
    )


def _quoted(text: str) -> str:
    """A text that every one of the shells takes to the letter."""
    return "'" + "".join(each for each in text if each.isprintable() and each not in "'\\") + "'"


SHELLS: dict[str, Callable[[Table, Sequence[str]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""Each shell and what makes its script."""

"""Completion in bash of words that hold a colon, which bash takes for several words."""

from __future__ import annotations

import os
from typing import ClassVar

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    split_arg_string,
)

_SOURCE = """\
%(complete_func)s() {
    local IFS=$'\\n' response completion type value
    response=$(env COMP_WORDS="${COMP_LINE:0:$COMP_POINT}" \\
        COMP_BREAKS="$COMP_WORDBREAKS" %(complete_var)s=bash_complete $1)
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) COMPREPLY=(); compopt -o dirnames ;;
            file) COMPREPLY=(); compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class Bash(BashComplete):
    """Reads the line itself, and returns what bash is going to replace."""

    source_template: ClassVar[str] = _SOURCE

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor, and the one that is begun."""
        line = os.environ["COMP_WORDS"]
        words = split_arg_string(line)
        begun = "" if line[-1:].isspace() else words.pop()
        return words[1:], begun

    def format_completion(self, item: CompletionItem) -> str:
        """Return a completion without what bash has set aside as other words."""
        _, begun = self.get_completion_args()
        # Bash takes @ along with the word that it begins, though it breaks there.
        breaks = os.environ.get("COMP_BREAKS", "").replace("@", "")
        aside = max((begun.rfind(mark) for mark in breaks), default=-1) + 1
        return f"{item.type},{str(item.value)[aside:]}"


def use() -> None:
    """Register this as click's completion for bash."""
    add_completion_class(Bash)

"""Runs one command, and turns what goes wrong into a line and a status."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence

import click

from protime_cli.session.session import Session
from protime_cli.signals import Ended, ended_alike
from protime_cli.terminal import coloured, echo, failing, show_warning

COMPLETE = "_PROTIME_COMPLETE"


def run(
    root: click.Command, arguments: Sequence[str] | None, session: Session | None
) -> int:
    """Run one command, of those below the root, and return the exit status."""
    with ended_alike() as ended, warnings.catch_warnings():
        warnings.showwarning = show_warning
        status = _done(root, arguments, session)
    return _by_signal(ended, status) if ended.by else status


def _by_signal(ended: Ended, status: int) -> int:
    """End by the signal that came, where it interrupted the command."""
    from protime_cli import exits

    return ended.again() if status == exits.INTERRUPTED.status else status


def _done(
    root: click.Command, arguments: Sequence[str] | None, session: Session | None
) -> int:
    if COMPLETE in os.environ:
        from protime_cli.parameters import bash

        bash.use()
    given = None if arguments is None else list(arguments)
    session = session or Session()
    try:
        done = root.main(
            given, "protime", standalone_mode=False, obj=session, color=coloured()
        )
        return done if isinstance(done, int) else 0
    except SystemExit as stop:
        # Another program's parser ends like this, such as the emulator's.
        return stop.code if isinstance(stop.code, int) else 0
    except click.ClickException as error:
        return _usage(error)
    except BrokenPipeError:
        # Who reads has seen enough, as `head` does; Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, Exception) as error:
        return _failure(error, session)


def _failure(error: BaseException, session: Session) -> int:
    """Say what ended a command; what nobody foresaw is raised on."""
    from protime_cli import exits  # With all errors: only who failed waits for them.
    from protime_runtime.errors import ProtimeError

    match error:
        case click.Abort() | KeyboardInterrupt():
            return _told("interrupted", exits.INTERRUPTED.status)
        case ProtimeError():
            said = exits.sentence(error, resumes=session.resumes)
            return _told(said, exits.kind_of(error).status)
        case OSError():
            return _told(exits.of_system(error), 3)
    raise error


def _usage(error: click.ClickException) -> int:
    from click.exceptions import NoArgsIsHelpError

    if isinstance(error, NoArgsIsHelpError):
        error.ctx.color = coloured(err=True)
        error.show()
        return 2
    command = (
        error.ctx.command_path
        if isinstance(error, click.UsageError) and error.ctx
        else "protime"
    )
    text = " ".join(error.format_message().split())
    return _told(f"{text} See `{command} --help`.", 2)


def _told(text: str, status: int) -> int:
    echo(f"protime: {text}", err=True, paint=failing)
    return status

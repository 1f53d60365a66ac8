"""The tenant that pages print from, and the sentence that says so."""

from __future__ import annotations

import shlex

import pytest

from docs.building.blocks import PAGES, pages
from docs.tenant import LINE, TODAY, new_tenant, told
from protime_emulator.command_line import parser
from protime_emulator.options import Settings

ENTER = "```python\nclient = Protime.from_env()\nprint(client.people.get(1).id)\n```\n"
LINK = "../tutorial.md#start-a-tenant"


def test_the_line_serves_the_tenant_of_the_tests() -> None:
    """What the sentence tells to type has the options that pages are run with."""
    options = vars(parser().parse_args(shlex.split(LINE)[2:]))
    settings = Settings(today=TODAY)
    kept = {
        name: options[name] for name in ("people", "days", "seed", "today", "tenant")
    }
    assert kept == {name: getattr(settings, name) for name in kept}
    sizes = ("page_size", "empty_every")
    assert all(options[name] == getattr(settings, name) for name in sizes)
    assert new_tenant().tenant_name == options["tenant"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Only prose.\n", False),
        (ENTER, False),
        (ENTER + "\n```text\n1\n```\n", True),
        ("```python\nprint(1)\n```\n\n```text\n1\n```\n", False),
        ("```console\n$ protime people get 1\n1\n```\n", True),
        ("```console\npip install a\n```\n", False),
        (
            f"```console\n{LINE}\n```\n```console\n$ protime people get 1\n1\n```\n",
            False,
        ),
    ],
)
def test_what_prints_says_from_which_tenant(text: str, says: bool) -> None:
    """A page with output of a tenant, and no other, says below its title whose."""
    page = told(f"# A title\n\n{text}", "how-to/a.md")
    assert (LINE in page) is (says or LINE in text)
    assert (LINK in page) is says
    assert page.startswith("# A title\n")
    assert page.endswith(text)


def test_most_pages_say_it() -> None:
    """The sentence reaches the pages as they are built, the nested ones as well."""
    texts = {
        (name := path.relative_to(PAGES).as_posix()): told(
            path.read_text("utf-8"), name
        )
        for path in pages()
    }
    assert LINK in texts["how-to/fetch.md"]
    assert f"({LINK.removeprefix('../')})" in texts["errors.md"]
    assert LINK not in texts["limits.md"]

"""The spec as it would be, in memory: edits are tried before a file is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from generator import spec
from generator.compare.proposing.editing import Edit, applied
from generator.compare.proposing.nodes import NotEditable, parsed
from generator.problems import SpecError
from generator.reading import files, loader
from generator.reading.structuring import structured
from generator.validation.walking import file_of

Check = Callable[[spec.Spec], None]
"""Raises a `SpecError` if a spec breaks a rule."""


class Refused(Exception):
    """The spec would not be right with the edits; the message says why."""


@frozen
class Draft:
    """Texts of the spec's files by name, and what they say."""

    texts: Mapping[str, str]
    root: spec.Spec
    check: Check

    def edited(self, edits: Sequence[Edit]) -> Draft:
        """Return the draft with the edits.

        Raises:
            Refused: One cannot be made, or breaks a rule.
        """
        texts = dict(self.texts)
        try:
            for edit in edits:
                texts[edit.file] = applied(edit, texts.get(edit.file, ""))
        except NotEditable as error:
            raise Refused(str(error)) from None
        return self.with_texts(texts)

    def with_texts(self, texts: Mapping[str, str]) -> Draft:
        """Return the draft with other texts, if these are right by themselves."""
        changed = [name for name in texts if texts[name] != self.texts.get(name)]
        root = self.root
        try:
            for name in changed:
                root = _read(root, name, texts[name])
        except SpecError as error:
            raise _refused(error) from None
        self._refuse(root, changed)
        return evolve(self, texts=texts, root=root)

    def whole(self, folder: Path) -> Draft:
        """Return the draft as it is read and checked when its files are in the folder.

        Raises:
            Refused: It is not right.
        """
        with tempfile.TemporaryDirectory(prefix="spec-") as name:
            copied = Path(shutil.copytree(folder, Path(name) / "spec"))
            try:
                for file, text in self.texts.items():
                    (copied / file).write_bytes(text.encode("utf-8"))
                root = loader.load(copied)
                self.check(root)
            except SpecError as error:
                raise _refused(error) from None
            except OSError as error:
                raise Refused(str(error.strerror).lower()) from None
        return evolve(self, root=root)

    def _refuse(self, root: spec.Spec, changed: Sequence[str]) -> None:
        """Refuse what is wrong in changed files, without a look at all the others."""
        alone = {
            name: collection
            for name, collection in root.collections.items()
            if file_of(name) in changed
        }
        try:
            self.check(evolve(root, collections=alone))
        except SpecError as error:
            some = [
                each for each in error.problems if each.file.endswith(tuple(changed))
            ]
            if some:
                raise _refused(SpecError(some)) from None


def drafted(folder: Path, root: spec.Spec, check: Check) -> Draft:
    """Return the spec in the folder, as it is now."""
    names = [files.TYPES, *map(file_of, root.collections)]
    # As bytes, since reading as text would make every line end alike.
    texts = {name: (folder / name).read_bytes().decode("utf-8") for name in names}
    return Draft(texts, root, check)


def _read(root: spec.Spec, name: str, text: str) -> spec.Spec:
    content = parsed(text).content
    if name == files.TYPES:
        return evolve(root, types=structured(content, dict[str, spec.Type], name))
    collection = structured(content, spec.Collection, name)
    known = {**root.collections, collection.collection: collection}
    return evolve(root, collections=dict(sorted(known.items())))


def _refused(error: SpecError) -> Refused:
    return Refused("; ".join(dict.fromkeys(each.what for each in error.problems)))

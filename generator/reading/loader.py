"""Files to Spec: unknown keys, repeated keys and wrong types are errors with a path."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import attrs

from generator import spec
from generator.problems import Problem, SpecError
from generator.reading import documents, files
from generator.reading.locating import located
from generator.reading.structuring import structured

T = TypeVar("T")


def load(folder: Path, shown: str | None = None) -> spec.Spec:
    """Return the spec below the folder, which problems call what is shown.

    Raises:
        SpecError: Files hold what the spec's classes do not declare.
    """
    if not folder.is_dir():
        raise SpecError([Problem(shown or str(folder), "", "there is no such folder")])
    problems = list(files.strangers(folder))
    reader = _Reader(folder, problems)
    api = reader.read(files.API, spec.Api)
    references = reader.read(files.REFERENCES, dict[str, spec.ReferenceType])
    types = reader.read(files.TYPES, dict[str, spec.Type])
    names = files.collections(folder)
    read = [reader.read(name, spec.Collection) for name in names]
    problems.extend(_misnamed(names, read))
    if problems or api is None:
        raise SpecError(located(problems, folder, shown))
    return spec.Spec(
        api=api,
        reference_types=references or {},
        types=types or {},
        collections={
            collection.collection: collection
            for collection in read
            if collection is not None
        },
    )


@attrs.frozen
class _Reader:
    """Reads the files of a folder and notes what is wrong with them."""

    folder: Path
    problems: list[Problem]

    def read(self, name: str, shape: type[T]) -> T | None:
        """Return the file's content in the shape, or note its problems."""
        try:
            content = documents.content(documents.text(self.folder / name))
            return structured(content, shape, name)
        except documents.Unreadable as error:
            self.problems.append(Problem(name, "", str(error), error.line))
        except SpecError as error:
            self.problems.extend(error.problems)
        return None


def _misnamed(names: list[str], read: list[spec.Collection | None]) -> list[Problem]:
    return [
        Problem(name, "$.collection", f"{given!r} is not the file's name, {meant!r}")
        for name, collection in zip(names, read, strict=True)
        if collection is not None
        and (given := collection.collection)
        != (meant := name.removeprefix("collections/").removesuffix(".yaml"))
    ]

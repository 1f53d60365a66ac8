"""Files to Spec: unknown keys, repeated keys and wrong types are errors with a path."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TypeVar

import attrs
import yaml

from generator import spec
from generator.problems import Problem, SpecError
from generator.reading.locating import located
from generator.reading.structuring import structured

T = TypeVar("T")


class _Loader(yaml.SafeLoader):
    """PyYAML's loader without its silence about equal keys and without dates."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        """Return the mapping; refuse a key that is given twice."""
        seen: set[object] = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{name!r} is given twice", key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


# Dates stay texts: a default or an example is compared with what the API writes.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith(":timestamp")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(folder: Path) -> spec.Spec:
    """Return the spec below the folder.

    Raises:
        SpecError: Files hold what the spec's classes do not declare.
    """
    problems: list[Problem] = []
    reader = _Reader(folder, problems)
    api = reader.read("api.yaml", spec.Api)
    references = reader.read("reference_types.yaml", dict[str, spec.ReferenceType])
    types = reader.read("types.yaml", dict[str, spec.Type])
    # By file name, so that the order in which a file system lists them does not matter.
    files = sorted(path.name for path in (folder / "collections").glob("*.yaml"))
    read = [reader.read(f"collections/{name}", spec.Collection) for name in files]
    problems.extend(_misnamed(files, read))
    if problems or api is None:
        raise SpecError(located(problems, folder))
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
        file = f"spec/{name}"
        try:
            text = (self.folder / name).read_text(encoding="utf-8")
            content = yaml.load(text, _Loader)  # noqa: S506 - derives from SafeLoader
        except (OSError, yaml.YAMLError) as error:
            self.problems.append(_unreadable(file, error))
            return None
        try:
            return structured(content, shape, file)
        except SpecError as error:
            self.problems.extend(error.problems)
            return None


def _unreadable(file: str, error: Exception) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        what = " ".join(filter(None, (error.context, error.problem)))
        return Problem(file, "", what, error.problem_mark.line + 1)
    return Problem(file, "", str(error))


def _misnamed(files: list[str], read: list[spec.Collection | None]) -> list[Problem]:
    return [
        Problem(
            f"spec/collections/{name}",
            "$.collection",
            f"{collection.collection!r} does not match the file's name",
        )
        for name, collection in zip(files, read, strict=True)
        if collection is not None and f"{collection.collection}.yaml" != name
    ]

"""As a last resort: what no rule foresaw is told in a line, with the file it is of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from attrs import evolve

from generator import spec
from generator.problems import GenerationFailed, GeneratorError

T = TypeVar("T")
_LONGEST = 200


def attempt(make: Callable[[spec.Spec], T], root: spec.Spec, folder: Path) -> T:
    """Return what is made of a spec.

    Raises:
        GenerationFailed: Nothing can be made of it, due to the file that is named.
    """
    try:
        return make(root)
    except GeneratorError:
        raise
    except Exception as error:
        file = folder / _culprit(make, root)
        what = f"{type(error).__name__}: {error}".partition("\n")[0][:_LONGEST]
        raise GenerationFailed(
            f"{file}: no package can be made of it, and no rule says why: {what}"
        ) from error


def _culprit(make: Callable[[spec.Spec], object], root: spec.Spec) -> str:
    """Return the file of the first collection that fails without the others."""
    for name, collection in root.collections.items():
        api = evolve(root.api, example_collection=name)
        try:
            make(evolve(root, api=api, collections={name: collection}))
        except Exception:
            return f"collections/{name}.yaml"
    return ""

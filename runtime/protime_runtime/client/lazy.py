"""Collections of a client, each loaded when it is first used: many need only a few."""

from __future__ import annotations

from importlib import import_module


class LazyCollection:
    """An attribute of a client's class that makes the collection for each client."""

    def __init__(self, module: str, kind: str, name: str) -> None:
        """Take where the collection's class is, and the attribute's name."""
        self._module = module
        self._kind = kind
        self._name = name

    def __get__(self, client: object | None, owner: type) -> object:
        """Return the client's collection, and keep it in place of this."""
        if client is None:
            return self
        return vars(client).setdefault(self._name, self._class()(client))

    @property
    def __doc__(self) -> str:  # type: ignore[override]  # `help` writes it
        """The first line that the collection says of itself."""
        return (self._class().__doc__ or "").partition("\n")[0]

    def _class(self) -> type:
        found: type = getattr(import_module(self._module), self._kind)
        return found


def load_lazily(cls: type, package: str) -> None:
    """Give the class a `LazyCollection` for each annotation that has no value.

    The package has a module of the annotation's name, with the class that it names.
    """
    for name, kind in cls.__annotations__.items():
        if name not in vars(cls):
            setattr(cls, name, LazyCollection(f"{package}.{name}", kind, name))

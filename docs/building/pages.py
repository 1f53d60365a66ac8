"""The reference page of a collection, and the one that lists them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docs.building.calls import FILE, Example, examples
from docs.building.diagram import svg
from docs.building.relations import Relation, relations, targets
from docs.tenant import LINE
from generator import names, spec

_READ = {"always": "always", "sometimes": "sometimes", "never": "no"}
_WRITE = {"required": "required", "optional": "yes", "never": "no"}
_LEGEND = (
    "A line leads from a collection to those whose items it names. What stands in a"
    " dashed box has no collection of its own."
)
_RULES = {
    "at-most-one-year": "at most one year",
    "not-before-previous-year": "not before 1 January of the previous year",
}


_BESIDE_AN_ID = (
    "Types of {0} are not asked for beside an id in the path, which the API would read"
    " as a value of them; name the item by the value instead."
)


def index(root: spec.Spec) -> str:
    """Return the page that lists the collections and how they hang together."""
    lines = ["---", "hide: [toc]", "---", "# Collections", ""]
    lines += ["Each is an attribute of the client.", ""]
    lines += ["| collection | what it holds | in Python |", "|---|---|---|"]
    for name, collection in root.collections.items():
        attribute = f"`client.{names.snake(name)}`"
        lines.append(
            f"| [{name}]({name}.md) | {_cell(collection.summary)} | {attribute} |"
        )
    lines += ["", "## How they hang together", ""]
    lines += [_LEGEND, ""]
    lines += [f'<div class="relations" tabindex="0">{svg(root)}</div>', ""]
    lines += ["| collection | field | names items of |", "|---|---|---|"]
    for relation in relations(root):
        target = relation.target
        link = f"[{target}]({target}.md)" if target in root.collections else target
        lines.append(f"| {relation.source} | `{relation.field}` | {link} |")
    return "\n".join(lines) + "\n"


def page(name: str, root: spec.Spec) -> str:
    """Return the reference page of a collection."""
    collection = root.collections[name]
    parts = [
        _head(name, collection),
        _operations(name, collection, root),
        _filters(collection, root),
        _references(collection, root),
        _fields(collection, root),
        _types(collection, root),
        _named_by(name, root),
        _inferences(collection),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(name: str, collection: spec.Collection) -> Iterator[str]:
    yield from (f"# {name}", "", collection.summary, "")
    yield from (f"{note}  " for note in collection.notes)
    yield ""
    for verb in ("read", "write"):
        scopes = getattr(collection.scopes, verb)
        if scopes:
            yield f"To {verb}: {' or '.join(f'`{scope}`' for scope in scopes)}.  "
    yield f"Webhooks: {'yes' if collection.webhooks else 'no'}."
    yield ""


def _operations(
    name: str, collection: spec.Collection, root: spec.Spec
) -> Iterator[str]:
    yield from ("## Operations", "")
    yield (
        f"Ids are those of the tenant that `{LINE}` serves; a"
        " request also has its `Host`, `Authorization` and `User-Agent`."
    )
    for example in examples(name):
        operation = collection.operations[example.operation.name]
        yield from ("", f"### {example.operation.name}", "")
        yield from _taken(operation, root)
        yield from _tabs(example)
    yield ""


def _taken(operation: spec.Operation, root: spec.Spec) -> Iterator[str]:
    """Say what an operation takes, and which page says so."""
    found = ", ".join(f"`{wire}`" for wire in operation.filters)
    if found:
        yield f"Filters: {found}.  "
    if operation.expand:
        yield f"Expands: {', '.join(f'`{value}`' for value in operation.expand)}.  "
    if operation.source:
        base = root.api.documentation
        yield f"[Page of the documentation]({base}{operation.source})"
    yield ""


def _tabs(example: Example) -> Iterator[str]:
    forms = {
        "Python": _fenced("python", example.python()),
        "Terminal": [
            *(
                _fenced("json", example.file, f' title="{FILE}"')
                if example.file
                else ()
            ),
            *_fenced("console", f"$ {example.command}\n"),
        ],
        "HTTP": [
            *_fenced("http", example.http()),
            f"Success: {' or '.join(map(str, example.operation.statuses))}.",
        ],
    }
    for title, lines in forms.items():
        yield from (f'=== "{title}"', "")
        yield from (f"    {line}" if line else "" for line in lines)
        yield ""


def _fenced(language: str, text: str, more: str = "") -> list[str]:
    return [f"```{language}{more}", *text.splitlines(), "```", ""]


def _filters(collection: spec.Collection, root: spec.Spec) -> Iterator[str]:
    if not collection.filters:
        return
    heads = "| argument | what it narrows | takes | rules |"
    yield from ("## Filters", "", heads, "|---|---|---|---|")
    for wire, filter in collection.filters.items():
        name = filter.python or names.snake(wire)
        takes = f"{filter.type}: {', '.join(filter.operators)}"
        takes += f"; sets {', '.join(filter.sets)}" if filter.sets else ""
        takes += "; several" if filter.multiple else ""
        rules = ["required"] * filter.required + [
            _rule(rule, root) for rule in filter.rules
        ]
        yield f"| `{name}` | {_cell(filter.summary)} | {takes} | {'; '.join(rules)} |"
    yield ""


def _rule(rule: spec.Rule, root: spec.Spec) -> str:
    source = f"[source]({root.api.documentation}{rule.source})"
    inferred = f"; inferred: {rule.inferred}" if rule.inferred else ""
    return f"{_RULES[rule.kind]} ({', '.join(rule.operations)}; {source}{inferred})"


def _references(collection: spec.Collection, root: spec.Spec) -> Iterator[str]:
    if not collection.external_references:
        return
    yield from ("## External references", "")
    for name in collection.external_references:
        known = root.reference_types[name]
        found = [f"`{known.item}Reference.{names.upper(p)}`" for p in known.predefined]
        custom = f'`{known.item}Reference("...")`'
        yield f"- {name}: {', '.join([*found, custom])}"
    yield ""
    named = [parameter.identifier for parameter in collection.path_parameters.values()]
    for name in collection.external_references:
        if name in named:
            yield _BESIDE_AN_ID.format(name)
            yield ""


def _fields(collection: spec.Collection, root: spec.Spec) -> Iterator[str]:
    if not collection.fields:
        return
    title = collection.item.name if collection.item else "Fields"
    yield from (f"## {title}", "")
    yield from _table(collection.fields, root)


def _types(collection: spec.Collection, root: spec.Spec) -> Iterator[str]:
    for name, kind in {**_shared(collection, root), **collection.types}.items():
        yield from (f"## {name}", "", kind.summary, "")
        if kind.values is not None:
            yield ", ".join(f"`{value}`" for value in kind.values) + "."
            yield ""
        else:
            yield from _table(kind.fields or {}, root)


def _shared(collection: spec.Collection, root: spec.Spec) -> Mapping[str, spec.Type]:
    """Return the types of several collections that this one uses too."""
    groups = [
        collection.fields,
        *(kind.fields or {} for kind in collection.types.values()),
    ]
    used = {field.type for fields in groups for field in fields.values()}
    return {name: kind for name, kind in root.types.items() if name in used}


def _named_by(name: str, root: spec.Spec) -> Iterator[str]:
    found = [relation for relation in relations(root) if relation.target == name]
    if found:
        yield from ("## Named by", "", ", ".join(map(_source, found)) + ".", "")


def _source(relation: Relation) -> str:
    return f"[{relation.source}]({relation.source}.md) (`{relation.field}`)"


def _table(fields: Mapping[str, spec.Field], root: spec.Spec) -> Iterator[str]:
    yield "| property | what it is | type | read | sent |"
    yield "|---|---|---|---|---|"
    for wire, field in fields.items():
        name = field.python or names.snake(wire)
        marks = " Personal data." * field.personal
        text = f"{_cell(field.summary)}{marks}"
        kind = _kind(field, root)
        read, sent = _READ[field.read], _WRITE[field.write]
        both = f"`{name}`" if name == wire else f"`{name}`<br>`{wire}`"
        yield f"| {both} | {text} | {kind} | {read} | {sent} |"
    yield ""


def _kind(field: spec.Field, root: spec.Spec) -> str:
    named = targets(field)
    links = [
        f"[{name}]({name}.md)" if name in root.collections else name for name in named
    ]
    text = " or ".join(links) or str(field.type)
    if field.list:
        text = f"list of {text}"
    return f"map of {text}" if field.map else text


def _inferences(collection: spec.Collection) -> Iterator[str]:
    found = list(_inferred(collection))
    if not found:
        return
    yield from ("## What is inferred", "", "No page of the documentation says it.", "")
    yield from (f"- {place}: {_cell(text)}" for place, text in found)
    yield ""


def _inferred(collection: spec.Collection) -> Iterator[tuple[str, str]]:
    if collection.inferred:
        yield "the collection", collection.inferred
    if collection.scopes.inferred:
        yield "the scopes", collection.scopes.inferred
    for group in (
        collection.operations,
        collection.filters,
        collection.fields,
        collection.types,
    ):
        for name, part in group.items():
            if part.inferred:
                yield f"`{name}`", part.inferred


def _cell(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|")

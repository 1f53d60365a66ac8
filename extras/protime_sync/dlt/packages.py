"""dlt's working folder: finished if it was left, put aside if dlt cannot go on."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from functools import partial
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from protime_runtime.errors import ProtimeError
from protime_sync.causes import is_of_the_target
from protime_sync.errors import need

dlt = need("dlt")

log = logging.getLogger("protime.sync")


def private_pipeline(
    name: str,
    destination: Any,  # noqa: ANN401 - dlt's
    dataset: str,
    folder: str | None = None,
) -> Any:  # noqa: ANN401 - dlt's
    """Return a pipeline with a folder that nobody else can look into.

    Args:
        name: The pipeline.
        destination: Of dlt, or its name.
        dataset: Schema of the tables.
        folder: Where dlt keeps its pipelines; by default, where it always does.
    """
    make = partial(
        dlt.pipeline,
        name,
        destination=destination,
        dataset_name=dataset,
        pipelines_dir=folder,
    )
    try:
        made = make()
    except (JSONDecodeError, KeyError):
        # A file of dlt's was cut off, which it reads at once.
        places = need("dlt.common.pipeline")
        _move(Path(folder or places.get_dlt_pipelines_dir()) / name)
        made = make()
    keep_private(made)
    return made


def finish(pipeline: Any) -> None:  # noqa: ANN401 - dlt's
    """Load what a run that broke off has extracted.

    A folder that dlt cannot go on with, as after a kill within one of its own steps, is
    put aside: what was in it comes again, from where the target stands.

    Raises:
        PipelineStepFailed: The target cannot be written; nothing is lost.
    """
    try:
        if pipeline.default_schema_name:
            pipeline.default_schema  # noqa: B018 - it may have been cut off.
        if not pipeline.has_pending_data:
            return
        loaded(pipeline)
    except ProtimeError:
        raise
    except Exception as error:
        if is_of_the_target(error, Path(pipeline.working_dir)):
            raise
        log.warning(
            "dlt cannot go on with its folder %s (%s); it was put aside, and what was"
            " in it comes again",
            pipeline.working_dir,
            type(error).__name__,
        )
        put_aside(pipeline)


def put_aside(pipeline: Any) -> None:  # noqa: ANN401 - dlt's
    """Move a pipeline's folder away, and let it begin with an empty one."""
    _move(Path(pipeline.working_dir))
    restores = pipeline.config.restore_from_destination
    pipeline.drop()  # Makes an empty one.
    pipeline.config.restore_from_destination = restores
    keep_private(pipeline)


def _move(folder: Path) -> None:
    aside = folder.with_name(f"{folder.name}.aside")
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)


def loaded(pipeline: Any, *source: Any) -> Any:  # noqa: ANN401 - dlt's
    """Run a pipeline, and return what dlt says of it.

    Raises:
        ProtimeError: What a source raised, without dlt's wrapping.
        KeyboardInterrupt: Ctrl-C, likewise.
        PipelineStepFailed: dlt or the destination failed.
    """
    try:
        info = pipeline.run(*source)
    except Exception as error:
        for cause in _causes(error):
            if isinstance(cause, ProtimeError | KeyboardInterrupt):
                raise cause from None
        raise
    if info is not None:
        info.raise_on_failed_jobs()
    return info


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def tidy(pipeline: Any) -> None:  # noqa: ANN401 - dlt's
    """Delete what was loaded: it holds what people did, as plain files."""
    for part in ("load/loaded", "normalize/extracted"):
        folder = Path(pipeline.working_dir) / part
        for package in folder.iterdir() if folder.is_dir() else ():
            shutil.rmtree(package, ignore_errors=True)


def keep_private(pipeline: Any) -> None:  # noqa: ANN401 - dlt's
    """Let nobody else look into the folder."""
    if os.name == "posix" and Path(pipeline.working_dir).is_dir():
        Path(pipeline.working_dir).chmod(0o700)

"""What a page tells, in the forms that people hand on: one file each, as the page's day and parties have it."""

import re
from importlib.util import find_spec

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from dragoman.errors import NotFoundError
from dragoman.exports.dossier import make_dossier
from dragoman.exports.formats import FORMATS, TABLES, Format, chunks
from dragoman.processes import Processes
from dragoman.web.asked import BadAddressError, asked_of


def offered() -> list[tuple[Format, str]]:
    """The forms that are one file, those of tables once a table; what needs an extra only where that is there."""
    forms = [f for f in FORMATS.values() if not f.folder and (f.name != "parquet" or find_spec("pyarrow"))]
    return [(f, table) for f in forms for table in (TABLES if f.tables else ("",))]


def exported(processes: Processes, request: Request) -> Response:
    """The file that an address asks for. Raises NotFoundError, BadAddressError."""
    asked, query = asked_of(request), request.query_params
    form, table = FORMATS.get(request.path_params["form"]), query.get("table", "")
    if form is None or (form, table) not in offered():
        raise NotFoundError(f"no export {request.path_params['form'][:80]!r} {table[:80]}".rstrip())
    parties = tuple(sorted({p for p in query.getlist("party") if p}))
    if len(parties) not in (1, 2):
        raise BadAddressError("party: name one or two; everything is handed on by `dragoman export`")
    kept = processes.ledger(parties, asked.as_of, as_known=asked.as_known)
    dossier = make_dossier(processes.desk, parties, asked.as_of, as_known=asked.as_known, kept=kept)
    name = "-".join(("dragoman", *parties, *([str(asked.as_of)] if asked.as_of else ()), table)).rstrip("-")
    attached = f'attachment; filename="{re.sub(r"[^A-Za-z0-9.-]", "_", name)}.{form.ending}"'
    pieces = chunks(form, dossier, table or None)
    return StreamingResponse(pieces, media_type=form.media, headers={"Content-Disposition": attached})

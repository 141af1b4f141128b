"""What people say of claims: the log, a word more, a word taken back."""

import json
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.responses import Response

from dragoman.api.parameters import LONGEST_ID, PRINTED, Asked, Id, Who
from dragoman.api.shapes import Wire, model_of
from dragoman.clock import today
from dragoman.desk import judgement
from dragoman.records import Judgement, Verdict

router = APIRouter(prefix="/api", tags=["judgements"])

#: A person's words may have lines, but no other control characters.
SAID = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
ClaimId = Annotated[str, Field(pattern=PRINTED, max_length=LONGEST_ID)]
Reason = Annotated[str, Field(pattern=SAID, max_length=2000)]


class Saying(BaseModel):
    """A word on a claim. Who says it is known from the login or the token."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"verdict": "wrong", "claim": "claim-1f0c9a77d4e5", "reason": "a running total, not a release"},
                {
                    "verdict": "field",
                    "claim": "claim-1f0c9a77d4e5",
                    "field": "count",
                    "value": {"min": 123, "max": 123, "about": False},
                },
            ]
        },
    )

    verdict: Annotated[Verdict, Field(description="undo has a route of its own")]
    claim: ClaimId
    other: Annotated[ClaimId | None, Field(description="same, apart: the other claim; kept: one of the event")] = None
    field: Annotated[str | None, Field(max_length=40)] = None
    value: Annotated[Any, Field(description="field: how it is, in the form of a claim")] = None
    reason: Reason = ""

    @field_validator("verdict")
    @classmethod
    def _no_undo(cls, value: Verdict) -> Verdict:
        if value is Verdict.UNDO:
            raise ValueError("post to /api/judgements/{id}/undo")
        return value


class TakingBack(BaseModel):
    """Why a word is taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason = ""


@router.get("/judgements", response_model=list[model_of(Judgement)])  # type: ignore[misc]
def log(asked: Asked) -> Response:
    """Every judgement, oldest first; those taken back are followed by an undo."""
    return Wire(asked.desk.store.judgements())


@router.post("/judgements", response_model=model_of(Judgement), status_code=201)
def judge(asked: Asked, who: Who, said: Saying) -> Response:
    """Keep what a person says of a claim; 200 where the same was said already."""
    value = json.dumps(said.value) if said.verdict is Verdict.FIELD else None
    field = said.field if said.verdict is Verdict.FIELD else None
    other = said.other if said.verdict in (Verdict.SAME, Verdict.APART, Verdict.KEPT) else None
    return _keep(
        asked,
        judgement(
            said.verdict, said.claim, who.name, today(), reason=said.reason, other=other, field=field, value=value
        ),
    )


@router.post("/judgements/{id}/undo", response_model=model_of(Judgement), status_code=201)
def undo(asked: Asked, who: Who, id: Id, said: TakingBack) -> Response:
    """Take a judgement back, by another word of the log; 200 where it was taken back so already."""
    return _keep(asked, judgement(Verdict.UNDO, id, who.name, today(), reason=said.reason))


def _keep(asked: Asked, said: Judgement) -> Response:
    return Wire(said, status_code=201 if asked.judge(said) else 200)

"""The OpenAPI document holds: whatever is asked, no fault of ours, and no answer of another form than it says."""

from contextlib import suppress

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

EXAMPLES = 8
ALL = list(HealthCheck)
#: The app answers to this name alone.
HERE = {"Host": "localhost"}
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@pytest.fixture
def document(own_app: FastAPI) -> BaseSchema:
    """The document of an app over the sample; the stream, which has no end, is left to its own tests."""
    found = schemathesis.openapi.from_asgi("/openapi.json", own_app, headers=HERE)
    return found.exclude(path="/api/stream")


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_as_the_document_says(document: BaseSchema, mode: GenerationMode) -> None:
    """Generated requests, good and bad, are answered as the document says, and never by a 5xx."""
    asked = 0
    for operation in (found.ok() for found in document.get_all_operations()):

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=ALL)
        def check(case: schemathesis.Case) -> None:
            nonlocal asked
            case.call_and_validate(checks=CHECKS, headers=HERE)
            asked += 1

        with suppress(Unsatisfiable):  # a route without parameters cannot be asked wrongly
            check()
    assert asked > 10 * EXAMPLES

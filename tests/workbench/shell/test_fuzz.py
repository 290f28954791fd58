"""The API under odd requests, made from its own description: no fault, nothing undescribed."""

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.workbench.shell.making import BASE, Client, client_of, csrf_of, fill

from dragoman.errors import InputError
from dragoman.record.record import Record
from dragoman.workbench import inputs

EXAMPLES = 40  # odd requests of each route: the whole stays far below a minute
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def no_fetcher(**_: Any) -> None:
    """Odd addresses are not asked for."""
    raise InputError("nothing is fetched in this test")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "open_fetcher", no_fetcher)
        path = tmp_path_factory.mktemp("fuzz") / "record.db"
        with Record.open(path, create=True) as record:
            fill(record)
            with client_of(record) as opened:
                yield opened


def test_odd_requests_are_answered(client: Client) -> None:
    schema = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 20
    for operation in operations:
        ask_oddly(client, operation)


def ask_oddly(client: Client, operation: Any) -> None:
    token = csrf_of(client)

    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy())
    def asking(case: Any) -> None:
        asked = case.as_transport_kwargs(base_url=BASE)
        if isinstance(asked.get("data"), bytes | str):
            asked["content"] = asked.pop("data")
        if "files" in asked:
            parts = asked["files"] or []
            asked["files"] = [("file", ("odd.txt", str(part).encode())) for part in parts]
        asked["headers"]["X-CSRF-Token"] = token
        case.validate_response(client.request(**asked), checks=CHECKS)

    asking()

"""Answers are JSON that a browser will not take for anything else."""

import pytest

from tests.contract.api.asking import ask


@pytest.mark.parametrize("address", ["/livez", "/v1/presence", "/nowhere", "/openapi.json", "/problems/internal"])
def test_no_answer_can_act_in_a_browser(address: str) -> None:
    headers = ask("GET", address).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "access-control-allow-origin" not in headers


def test_the_page_of_documentation_loads_only_its_own_parts() -> None:
    page = ask("GET", "/docs")

    assert "http" not in page.text
    assert "unsafe" not in page.headers["content-security-policy"]
    for part in ("/docs/docs.js", "/docs/docs.css"):
        assert part in page.text
        assert ask("GET", part).status_code == 200
    assert "innerHTML" not in ask("GET", "/docs/docs.js").text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("deploy-7", True, id="a harmless one is given back"),
        pytest.param("a" * 65, False, id="a long one is replaced"),
        pytest.param('x" onload="y', False, id="one with other characters is replaced"),
    ],
)
def test_a_request_id_is_echoed_only_where_it_is_harmless(given: str, kept: bool) -> None:
    echoed = ask("GET", "/livez", headers={"X-Request-ID": given}).headers["x-request-id"]

    assert (echoed == given) is kept
    assert echoed


def test_head_gives_the_headers_of_get_without_its_body() -> None:
    head, get = ask("HEAD", "/livez"), ask("GET", "/livez")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]

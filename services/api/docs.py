"""`/docs`: a page that shows the OpenAPI document and sends requests. It needs nothing from elsewhere."""

from importlib.resources import files

from fastapi import APIRouter, Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = files("services.api") / "docs_page"

router = APIRouter(prefix="/docs", include_in_schema=False)


def _part(name: str, media_type: str) -> Response:
    return Response((_PAGE / name).read_bytes(), media_type=media_type, headers={"Content-Security-Policy": POLICY})


@router.get("")
def page() -> Response:
    """The page."""
    return _part("index.html", "text/html")


@router.get("/docs.js")
def script() -> Response:
    """What fills it."""
    return _part("docs.js", "text/javascript")


@router.get("/docs.css")
def style() -> Response:
    """How it looks."""
    return _part("docs.css", "text/css")

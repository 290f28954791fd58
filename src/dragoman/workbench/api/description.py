"""How the API describes itself: OpenAPI, as JSON only. A page to try it in would load scripts from
elsewhere."""

from litestar import Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from dragoman._version import __version__


def describe() -> OpenAPIConfig:
    """The description at ``/api/openapi.json``."""
    return OpenAPIConfig(
        title="Dragoman",
        version=__version__,
        summary="A record of who did what to whom and who said what, with the words it rests on.",
        openapi_router=Router(
            "/api/openapi.json", route_handlers=[], opt={"open": True}, include_in_schema=False
        ),
        render_plugins=[JsonRenderPlugin(path="/")],
        use_handler_docstrings=True,
        components=Components(
            security_schemes={
                "token": SecurityScheme(
                    type="http",
                    scheme="bearer",
                    description="A token made by an admin, on the page of accounts or with "
                    "`dragoman users token`.",
                )
            }
        ),
        security=[{"token": []}, {}],
    )

"""Programs and data of others that pages load, out of their installed packages: served by our own
host, never copied into this one."""

from importlib.metadata import version
from importlib.resources import files

from dragoman.analysis.vega import runtime
from dragoman.workbench.aside import MadeAside

# The chart runtime is put together from its parts, which takes some seconds and lets nothing else
# run.
vega = MadeAside("vl-convert", runtime, lambda: version("vl-convert-python"))


def vis_network() -> bytes:
    """vis-network, which draws networks, out of ``pyvis``."""
    return (files("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js").read_bytes()


def leaflet_js() -> bytes:
    """Leaflet, which draws maps, out of ``xstatic-leaflet``; without the line that names a file
    for debuggers."""
    code = (files("xstatic.pkg.leaflet") / "data/leaflet.js").read_bytes()
    return code.replace(b"//# sourceMappingURL=leaflet.js.map", b"")


def leaflet_css() -> bytes:
    """The style of Leaflet. The pictures it names are of controls that our map does not have."""
    return (files("xstatic.pkg.leaflet") / "data/leaflet.css").read_bytes()

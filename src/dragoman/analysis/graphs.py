"""One network as a graph file: GraphML and GEXF, which Gephi, Cytoscape, yEd and R read."""

import re
from io import BytesIO
from typing import Any, Literal

from dragoman.analysis.network_time import ActorRow, NetworkStudy, TieRow
from dragoman.formats.xml_text import xml_text

GraphFormat = Literal["graphml", "gexf"]
# The day on which a GEXF file was made: the same network is to give the same bytes.
_MADE = re.compile(rb' lastmodifieddate="[^"]*"')


def graph_bytes(study: NetworkStudy, form: GraphFormat) -> bytes:
    """The network of a study of one period in a format of graphs. Actors carry their measures; a
    tie's ``weight`` is the number of its contacts or, where it has none, of its events. What is
    not known is left out."""
    import networkx

    out = BytesIO()
    if form == "graphml":
        networkx.write_graphml_xml(_graph(study), out)
        return out.getvalue() + b"\n"
    networkx.write_gexf(_graph(study), out)
    return _MADE.sub(b"", out.getvalue()) + b"\n"


def _graph(study: NetworkStudy) -> Any:
    import networkx

    graph = networkx.Graph()
    for actor in study.actors:
        graph.add_node(xml_text(actor.key), label=xml_text(actor.name), **_known(actor))
    for tie in study.ties:
        weight = tie.contacts or tie.events
        graph.add_edge(xml_text(tie.one), xml_text(tie.other), weight=weight, **_known(tie))
    return graph


_NAMED = frozenset({"start", "end", "key", "name", "one", "other", "one_name", "other_name"})


def _known(row: ActorRow | TieRow) -> dict[str, Any]:
    """The fields of a row but for those that name it or are not known."""
    fields = ((name, getattr(row, name)) for name in row.__struct_fields__ if name not in _NAMED)
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in fields
        if value is not None
    }

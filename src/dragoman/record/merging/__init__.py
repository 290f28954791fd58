"""Merging: many reports' actors and events as one, by pure functions over sets.

``actor_form`` and ``cluster_forms`` make actors, ``placing``, ``cluster_anchored``, ``Known`` and
``group_loose`` put tellings into events, ``consensus`` says what an event's tellings say together,
``fulfils`` links plans to what carried them out. None depends on the order of what it is given.
docs/record.md explains the rules.
"""

from dragoman.record.merging.actors import (
    ActorCluster,
    actor_id,
    cluster_forms,
    describe_forms,
)
from dragoman.record.merging.attaching import Known
from dragoman.record.merging.clustering import cluster_anchored, event_id, group_loose
from dragoman.record.merging.comparing import Outline, compare, compatible
from dragoman.record.merging.consensus import consensus
from dragoman.record.merging.forms import ActorForm, actor_form
from dragoman.record.merging.plans import comes_to, fulfils, plans_for, waited_for
from dragoman.record.merging.whole import cluster_all, merge_all, settle_loose
from dragoman.record.merging.windows import Placing, placing

__all__ = [
    "ActorCluster",
    "ActorForm",
    "Known",
    "Outline",
    "Placing",
    "actor_form",
    "actor_id",
    "cluster_all",
    "cluster_anchored",
    "cluster_forms",
    "comes_to",
    "compare",
    "compatible",
    "consensus",
    "describe_forms",
    "event_id",
    "fulfils",
    "group_loose",
    "merge_all",
    "placing",
    "plans_for",
    "settle_loose",
    "waited_for",
]

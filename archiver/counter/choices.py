"""The closed lists that options offer, apart from the vocabulary: a help text loads no database for them."""

from archiver.register.model.media import Condition, MediumKind
from archiver.register.model.paper import Need
from archiver.register.model.people import Role
from archiver.register.model.trail import MeasureKind

CONDITIONS = tuple(one.value for one in Condition)
MEASURES = tuple(one.value for one in MeasureKind)
NEEDS = tuple(one.value for one in Need)
KINDS = tuple(one.value for one in MediumKind)
ROLES = tuple(one.value for one in Role if one is not Role.SCHEDULED)
"""A scheduler's account gets its role by --system."""

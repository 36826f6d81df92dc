"""Documents as trees that know where they stand: YAML, JSON, and what readers put together."""

from policycheck.document.node import Entry, Mapping, Node, Pointer, Scalar, Sequence

__all__ = ["Entry", "Mapping", "Node", "Pointer", "Scalar", "Sequence"]

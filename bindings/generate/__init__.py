"""Everything in the bindings that follows from the public headers."""

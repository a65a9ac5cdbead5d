"""The guide.  In: a policy.  Out: pages for people, worked out from the typed model."""

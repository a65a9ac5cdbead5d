"""What a policy gives.  In: a policy and facts.  Out: a ``Result``, a ``Settlement``, an ``Allocation``; worked cases held
against it, goals against figures."""

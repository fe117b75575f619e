"""What is told of inputs and results: digests, places of difference, what cannot be pickled."""

"""The runner in Python: carries out one run and tells it on the event pipe, as the Node runner does."""

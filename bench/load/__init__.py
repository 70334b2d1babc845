"""The load harness: what Keyway adds to a request, beside what others add, measured in one run on one machine.

`__main__` reads the command line. A `measurements` function runs one comparison: it takes `targets` (started when first
needed), sends them load by `wrk`, round after round, and leaves `figures`. `goals` judges these, `report` writes them down.
"""

"""«Krabba»: the guide's imagined example as a strategy one can walk through.

The county does not exist, no actor is real, and the figures are lent by Finnmark. The texts stand
in ``content/crab``; each module here turns a part of them into records, through the services.
"""

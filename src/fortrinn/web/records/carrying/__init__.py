"""A whole strategy as one file, and back, without loss.

The file is a ZIP with ``strategy.json`` and the attached files. Rows are taken model by model,
found by their way to the strategy, so that a new kind travels the day it is born. Not carried:
roles, jobs, links that open doors, and the figures of datasets, whose versions are named by the
hash of their content.
"""

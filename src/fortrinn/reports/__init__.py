"""Reports: a county's profile as HTML, PDF, Word, slides and spreadsheet.

:func:`~fortrinn.reports.profile.county_profile` describes it once; the writers render it.
"""

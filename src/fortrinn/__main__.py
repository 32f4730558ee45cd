"""``python -m fortrinn``."""

from fortrinn.cli import main

main()

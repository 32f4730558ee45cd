#!/bin/sh
# Find a Python that can run Fortrinn and start the given script with it, or say what is missing.
# Plain sh: it has to work where there is no Python at all.
#
#   sh tools/python.sh tools/bootstrap.py demo

needs='Fortrinn needs Python 3.11 or newer.'
debian='sudo apt-get install -y python3 python3-venv'
old=''
bare=''

for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
    version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if ! "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        old=${old:-"$name is $version"}
    elif ! "$name" -c 'import ensurepip, venv' 2>/dev/null && ! command -v uv >/dev/null 2>&1; then
        bare=${bare:-$version}
    else
        exec "$name" "$@"
    fi
done

{
    if [ -n "$bare" ]; then
        echo "Python $bare is here, but without its venv module, which keeps Fortrinn's packages apart."
        echo "On Debian or Ubuntu: sudo apt-get install -y python3-venv"
        echo "(if that is already there: sudo apt-get install -y python$bare-venv)"
    elif [ -n "$old" ]; then
        echo "$needs The one found is too old: $old."
        echo "On Debian 12, Ubuntu 24.04 or newer: $debian"
        echo "A newer Python elsewhere on this machine: make demo PYTHON=/path/to/python3.11"
    else
        echo "$needs None was found."
        echo "On Debian or Ubuntu: $debian"
    fi
} >&2
exit 1

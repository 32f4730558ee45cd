# Fortrinn. `make` alone explains the commands. They prepare .venv by themselves.

RUN = sh tools/python.sh tools/bootstrap.py
.DEFAULT_GOAL := help
.PHONY: help demo test check bench docs screenshots messages assets lock

help:
	@echo 'make demo         install what is needed and start the workspace on http://127.0.0.1:8000 (PORT=9000 to change)'
	@echo 'make test         format, lint, types, import contracts, all tests, browser journeys, as the build runs them'
	@echo 'make check        the same without a browser and without building the package'
	@echo 'make bench        measure the pages and the command line against their budgets'
	@echo 'make docs         bring docs/requirements.md up to date, check the manual, run its examples, write it to build/docs'
	@echo 'make screenshots  walk the journeys and take the pictures of docs/screenshots anew'
	@echo 'make messages     bring the translations up to date with the code and say what is missing'
	@echo 'make assets       fetch the front-end files again (needs npm); commit the result'
	@echo 'make lock         resolve the dependencies again (UPGRADE=1 for the newest); commit the result'

demo:
	@$(RUN) demo

test check bench docs screenshots:
	@$(RUN) $@

messages:
	@$(RUN) run tools/messages.py extract
	@$(RUN) run tools/messages.py missing

assets:
	@$(RUN) run tools/assets.py

lock:
	@sh tools/python.sh tools/lock.py $(if $(UPGRADE),--upgrade)

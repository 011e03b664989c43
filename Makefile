# The commands of the project. `make demo` and `make test` do all the set-up that a fresh machine with Swift 6 needs.
#
#   make demo      build the release program and lint examples/shop
#   make test      run every test
#   make lint      check the formatting
#   make docs      write the pages of docs/rules and docs/peers anew from the rule files
#   make messages  print every message of the program, to be read for wording
#   make bench     compare `plimsoll check` with libyaml's bare event parser in C, and expressions and schemas with their like
#   make release   pack a static program with checksums and a bill of materials below dist/
#   make install   put the program, its manual, completions and the kubectl plugin below $(PREFIX); 'make uninstall' takes them away

PREFIX ?= /usr/local
PROGRAM := .build/release/plimsoll

# What is formatted by swift-format: all of it.
FORMATTED := Sources Tests Plugins Benchmarks/Expressions

.PHONY: help setup build demo test lint docs messages bench release install uninstall clean

help:
	@sed -n '3,10s/^# *//p' Makefile

setup:
	@Scripts/setup

build: setup
	@Scripts/build

# Findings are what the demo is for, so exit status 1 is its success.
demo: build
	@echo '$$ plimsoll check examples/shop'
	@$(PROGRAM) check examples/shop; test $$? -eq 1

test: setup
	swift test

lint:
	swift format lint --strict --recursive --parallel $(FORMATTED)

docs: setup
	swift build --product plimsoll
	.build/debug/plimsoll docs docs

messages: setup
	@PLIMSOLL_MESSAGES=1 swift test --filter MessageListTests

bench: build
	@Benchmarks/run
	@Benchmarks/kubectl
	@Benchmarks/neighbors
	@Benchmarks/commit

release:
	Scripts/release

install: build
	Scripts/install $(PROGRAM) '$(DESTDIR)$(PREFIX)'

uninstall:
	Scripts/install --remove '$(DESTDIR)$(PREFIX)'

clean:
	rm -rf .build dist

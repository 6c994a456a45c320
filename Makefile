# 执鉴 / Zhijian. Needs Python 3.11 or later, make and git; everything else is fetched.
# Each step leaves a stamp and is skipped while what it is made from is unchanged.

VENV   := .venv
PY     := $(VENV)/bin/python
ARGS   ?=
# Test files run beside each other, each worker with servers of its own.
WORKERS ?= 2

FRONT_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
CATALOGUES    := $(wildcard app/translations/*/LC_MESSAGES/*.po)

.PHONY: help run test lint bench setup frontend translations browser clean

help:
	@echo "make run    启动产品 · start the product"
	@echo "make test   运行全部测试 · run every test (ARGS='tests/unit -k name')"
	@echo "make lint   检查代码风格和类型 · check style and types"
	@echo "make bench  性能测试 · measure the ratios"
	@echo "make setup  只安装 · install only"
	@echo "make clean  删除安装和构建结果，保留 var/ · remove what was installed and built, not var/"

run: $(VENV)/.run frontend translations
	@$(PY) -m app.cli run

test: $(VENV)/.dev frontend translations browser
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: $(VENV)/.dev frontend translations
	@$(PY) -m tests.bench $(ARGS)

setup: $(VENV)/.run frontend translations

frontend: app/static/dist/.built

translations: $(VENV)/.translations

browser:
	@./.ci/browser

$(VENV)/.made:
	@./.ci/environment $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	@./.ci/install $(PY) .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml constraints.txt
	@./.ci/install $(PY) '.[dev]'
	@touch $(VENV)/.run $@

app/static/dist/.built: $(FRONT_SOURCES) | $(VENV)/.run
	@./.ci/frontend $(VENV)
	@touch $@

$(VENV)/.translations: $(CATALOGUES) | $(VENV)/.run
	@$(PY) -m app.i18n compile
	@touch $@

clean:
	rm -rf $(VENV) frontend/node_modules app/static/dist build *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find app graph views tests -name __pycache__ -prune -exec rm -rf {} +
	find app -name '*.mo' -delete

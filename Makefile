# budgetkoll: make demo shows it, make check tests it, make builds ./budgetkoll.

CC ?= cc
ifeq ($(origin CC),default)
CC = gcc
endif
PREFIX ?= /usr/local
BUILD ?= build/release
SANITIZE ?=
PYTHON ?= /usr/bin/python3

WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wmissing-prototypes -Werror
OPTIMISE = -O2
CPPFLAGS += -D_GNU_SOURCE -Iinclude
LDLIBS = -lcsv -lutf8proc -lexpat -lminizip -lz -lm -pthread
# The file that libxlsxwriter is opened by, as the linker would name it.
XLSXWRITER = $(shell objdump -p "$$($(CC) -print-file-name=libxlsxwriter.so)" | awk '$$1 == "SONAME" { print $$2 }')
ifdef DEVELOPER
OPTIMISE = -O0 -g3
BUILD := $(BUILD)-developer
endif
ifneq ($(SANITIZE),)
OPTIMISE = -O1 -g -fno-omit-frame-pointer -fsanitize=$(SANITIZE) -fno-sanitize-recover=all
LDFLAGS += -fsanitize=$(SANITIZE)
endif
CFLAGS ?= $(OPTIMISE)
ALL_CFLAGS = -std=c17 $(WARNINGS) $(CFLAGS) -MMD -MP

PROGRAM = budgetkoll
ROOMS = base model rows recognise workbook text export reading relations calc rules report cli
SOURCES = $(sort $(wildcard $(ROOMS:%=src/%/*.c)))
DATA = data/areas.tsv $(sort $(wildcard data/schemes/*.ini data/explain/*.ini))
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
CORE = $(filter-out $(BUILD)/cli/% $(BUILD)/embedded.o,$(OBJECTS))
# Objects of another compiler or with other options are never mixed in.
STAMP = $(BUILD)/flags

.PHONY: all demo deps check install clean computed faults fuzz bench format lint docs golden picture FORCE

all: $(PROGRAM)

# Always compared, since another build may have put its own there.
$(PROGRAM): $(BUILD)/$(PROGRAM) FORCE
	@cmp -s $< $@ || cp $< $@

$(BUILD)/$(PROGRAM): $(OBJECTS)
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(OBJECTS) $(LDLIBS)

$(BUILD)/%.o: src/%.c $(STAMP)
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -Isrc/$(dir $*) -c -o $@ $<

$(BUILD)/report/library.o: CPPFLAGS += -DLIBXLSXWRITER='"$(XLSXWRITER)"'

$(BUILD)/embedded.c: $(DATA) src/cli/embed.sh
	@mkdir -p $(@D)
	sh src/cli/embed.sh $(DATA) > $@.new && mv $@.new $@

$(BUILD)/embedded.o: $(BUILD)/embedded.c $(STAMP)
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -Isrc/cli -c -o $@ $<

$(STAMP): FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS)' | cmp -s - $@ || echo '$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS)' > $@

-include $(OBJECTS:.o=.d)

deps:
	@sh tests/install.sh build

demo: deps
	@$(MAKE) --no-print-directory all
	@sh tests/demo.sh ./$(PROGRAM)

install: all
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/$(PROGRAM)

clean:
	rm -rf build $(PROGRAM)

# What the program is linked with, for scripts that link it in another way.
libraries:
	@echo '$(LDLIBS)'

# ---- tests ----
# All tests run on a build with sanitizers; the generated budgets, which are many, also on the program itself.

CHECKED = build/sanitize
CHECKED_PROGRAM = $(CHECKED)/$(PROGRAM)
UNIT_SOURCES = $(sort $(wildcard tests/unit/test_*.c))
UNIT_TESTS = $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)
export ASAN_OPTIONS = detect_leaks=1:handle_segv=2:abort_on_error=0
export UBSAN_OPTIONS = print_stacktrace=1:halt_on_error=1

$(BUILD)/unit/%: tests/unit/%.c $(CORE) $(STAMP)
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ROOMS:%=-Isrc/%) $(LDFLAGS) -o $@ $< $(CORE) $(LDLIBS) -lcmocka

unit: $(UNIT_TESTS)
	@for test in $(UNIT_TESTS); do echo "$$test"; $$test || exit 1; done

sanitized:
	@$(MAKE) --no-print-directory BUILD=$(CHECKED) SANITIZE=address,undefined $(CHECKED_PROGRAM)

# A test that prints nothing is no test: each script closes with "N passed, N failed".
GENERATED = 10000
COMPUTED = 10000
FUZZ_RUNS = 50000

check:
	@sh tests/install.sh test
	@$(MAKE) --no-print-directory all lint sanitized
	@$(MAKE) --no-print-directory CC=clang BUILD=build/clang build/clang/$(PROGRAM)
	@$(MAKE) --no-print-directory BUILD=$(CHECKED) SANITIZE=address,undefined unit
	$(PYTHON) tests/run_pages.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_bad_input.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_hostile.py --program ./$(PROGRAM)
	$(PYTHON) tests/run_workbooks.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_workbooks.py --program ./$(PROGRAM) --hostile
	$(PYTHON) tests/run_exports.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_exports.py --program ./$(PROGRAM)
	$(PYTHON) tests/run_texts.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_cli.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_unchecked.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_files.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_examples.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_claims.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/gallery.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_rewritten.py --program $(CHECKED_PROGRAM) --part 20 --books
	$(PYTHON) tests/run_rewritten.py --program ./$(PROGRAM) --part 6
	$(PYTHON) tests/run_calc_cli.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/run_book.py --program $(CHECKED_PROGRAM)
	$(PYTHON) tests/generate/run.py --program $(CHECKED_PROGRAM) --count 200 --exhaustive 2 --seed 20001 --jobs 2
	$(PYTHON) tests/generate/run.py --program ./$(PROGRAM) --count $(GENERATED) --exhaustive 60 --seed 1 --jobs 2
	$(PYTHON) tests/generate/run_calc.py --program $(CHECKED_PROGRAM) --count 300 --seed 30001 --jobs 2
	$(PYTHON) tests/generate/run_calc.py --program ./$(PROGRAM) --count $(COMPUTED) --seed 1 --jobs 2
	$(PYTHON) tests/generate/run_solve.py --program $(CHECKED_PROGRAM) --count 40 --seed 5001 --jobs 2
	$(PYTHON) tests/generate/run_solve.py --program ./$(PROGRAM) --count 400 --seed 1 --jobs 2
	sh tests/fuzz/run.sh same $(FUZZ_RUNS)
	$(PYTHON) tests/run_cases.py --program $(CHECKED_PROGRAM)

# The computed budgets in full; some ten minutes.
computed: all
	$(PYTHON) tests/generate/run_calc.py --program ./$(PROGRAM) --count 100000 --seed 1 --jobs 2

# Every call to the system fails once, in every small case of tests/run_faults.py. `make check` takes some of each kind.
FAULTS = build/faults.so
$(FAULTS): tests/faults/faults.c tests/faults/faults.def
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) -std=gnu17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -fPIC -shared -o $@ $<

faults: all $(FAULTS)
	$(PYTHON) tests/run_faults.py --program ./$(PROGRAM) --library $(FAULTS)

# For long: an hour in all, so many seconds for each target, unless FUZZ_LONG says otherwise.
FUZZ_LONG = 450
fuzz:
	@sh tests/install.sh test
	sh tests/fuzz/run.sh new $(FUZZ_LONG)

bench: all
	@sh tests/install.sh test
	@mkdir -p build
	@$(CC) -std=gnu17 -O2 -Wall -Wextra -o build/bench tests/bench.c
	@$(CC) -std=gnu17 -O2 -Wall -Wextra -o build/bench-csv tests/bench_csv.c -lcsv
	@build/bench ./$(PROGRAM) build/bench-csv

# Rewrites the golden files; read each change before committing it.
golden: all
	$(PYTHON) tests/run_cases.py --program ./$(PROGRAM) --update
	$(PYTHON) tests/run_claims.py --program ./$(PROGRAM) --update

# ---- form, order and pages ----

FORMATTED = $(sort $(wildcard src/*/*.[ch] include/budgetkoll/*.h tests/unit/*.[ch] tests/fuzz/*.c tests/faults/*.c tests/*.c))

format:
	@clang-format -i $(FORMATTED)

docs: all
	sh docs/pages.sh ./$(PROGRAM) en > docs/rules.md
	sh docs/pages.sh ./$(PROGRAM) sv > docs/regler.md
	$(PYTHON) tests/gallery.py --program ./$(PROGRAM) --update

# The picture in README.md; look at it before committing it.
picture: all
	sh docs/picture.sh ./$(PROGRAM)

lint: all
	@clang-format --dry-run --Werror $(FORMATTED)
	@cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --suppress=missingIncludeSystem -DLIBXLSXWRITER=\"\" -Iinclude $(ROOMS:%=-Isrc/%) src
	@$(PYTHON) tests/lint/rooms.py
	@$(PYTHON) tests/lint/pages.py ./$(PROGRAM)

.PHONY: unit sanitized libraries
-include $(UNIT_TESTS:=.d)

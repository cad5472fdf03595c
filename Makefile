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
CPPFLAGS += -D_GNU_SOURCE -Iinclude -I$(BUILD)
LDLIBS = -lcsv -lutf8proc -lexpat -lminizip -lz -lm -pthread
# The file that libxlsxwriter is opened by, as the linker would name it.
XLSXWRITER = $(shell objdump -p "$$($(CC) -print-file-name=libxlsxwriter.so)" | awk '$$1 == "SONAME" { print $$2 }')
ifdef DEVELOPER
OPTIMISE = -O0 -g3
BUILD := $(BUILD)-developer
endif
ifneq ($(SANITIZE),)
OPTIMISE = -O1 -g -fno-omit-frame-pointer -fsanitize=$(SANITIZE) -fno-sanitize-recover=all
LDFLAGS += -fsanitize=$(SANITIZE) -no-pie # half as many pages to prepare at each start
endif
CFLAGS ?= $(OPTIMISE)
ALL_CFLAGS = -std=c17 $(WARNINGS) $(CFLAGS) -MMD -MP

PROGRAM = budgetkoll
ROOMS = base model source recognise source/workbook source/running source/bulk reading relations calc rules report book rewrite cli
SOURCES = $(sort $(wildcard $(ROOMS:%=src/%/*.c)))
DATA = data/areas.tsv $(sort $(wildcard data/schemes/*.ini data/explain/*.ini))
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
CORE = $(filter-out $(BUILD)/cli/% $(BUILD)/embedded.o,$(OBJECTS))
# What unit tests are linked with: the core, and files of the command line that need none of its others.
TESTED = $(CORE) $(BUILD)/cli/mapping.o
# Objects of another compiler or with other options are never mixed in.
STAMP = $(BUILD)/flags

.PHONY: small all demo deps check quick install clean computed faults fuzz bench format lint docs golden picture FORCE

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

$(BUILD)/book/library.o: CPPFLAGS += -DLIBXLSXWRITER='"$(XLSXWRITER)"'

# Tables of words in the order of their bytes, so that they can be searched by halving: the last cell of each line is the words.
SORTED = $(patsubst %,$(BUILD)/sorted/%.def,clues headings labels vocabulary)
$(BUILD)/sorted/%.def: src/recognise/%.def
	@mkdir -p $(@D)
	@grep -E '^(CLUE|HEADING|LABEL_WORD|LABEL)\(' $< | LC_ALL=C sort -t'"' -k2,2 > $@

$(BUILD)/recognise/clues.o $(BUILD)/recognise/senses.o $(BUILD)/recognise/vocabulary.o: $(SORTED)

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
# All tests run on a build with sanitizers; the generated budgets, which are many, also on the program itself. To look for
# leaks takes as long as the rest of a small run: unit tests and the command line do, and the fuzzers, whose inputs begin with all
# golden cases.

CHECKED = build/sanitize
CHECKED_PROGRAM = $(CHECKED)/$(PROGRAM)
UNIT_SOURCES = $(sort $(wildcard tests/unit/test_*.c))
UNIT_TESTS = $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)
export ASAN_OPTIONS = detect_leaks=0:handle_segv=2:abort_on_error=0
LEAKS = ASAN_OPTIONS=detect_leaks=1:handle_segv=2:abort_on_error=0
export UBSAN_OPTIONS = print_stacktrace=1:halt_on_error=1

$(BUILD)/unit/%: tests/unit/%.c $(TESTED) $(STAMP)
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ROOMS:%=-Isrc/%) $(LDFLAGS) -o $@ $< $(TESTED) $(LDLIBS) -lcmocka

# The program with so many findings of a rule listed, and with parts and blocks of a mapped file that are a page or two: what few
# files reach in the program itself, most reach in this one. Only the files that name these limits are compiled anew.
LIMITED = $(shell grep -lwE 'MOST_ALIKE|BULK_PART|MAPPING_BLOCK' $(SOURCES))
$(BUILD)/small-%: $(SOURCES) $(OBJECTS)
	@echo '  LD $@'
	@$(CC) $(CPPFLAGS) $(filter-out -MMD -MP,$(ALL_CFLAGS)) -DMOST_ALIKE=$* -DBULK_PART=4096 -DMAPPING_BLOCK=8192 -Isrc/model -Isrc/cli \
	    $(LDFLAGS) -o $@ $(LIMITED) $(filter-out $(LIMITED:src/%.c=$(BUILD)/%.o),$(OBJECTS)) $(LDLIBS)

small: $(BUILD)/small-2 $(BUILD)/small-3
	$(PYTHON) tests/run_small.py --program $(BUILD)/small-2 --listed 2
	$(PYTHON) tests/run_small.py --program $(BUILD)/small-3 --listed 3
	$(PYTHON) tests/generate/run.py --program $(BUILD)/small-2 --count 60 --exhaustive 1 --seed 40001 --jobs 1

unit: $(UNIT_TESTS)
	@for test in $(UNIT_TESTS); do echo "$$test"; $(LEAKS) $$test || exit 1; done

SANITIZED = $(MAKE) --no-print-directory BUILD=$(CHECKED) SANITIZE=address,undefined

sanitized:
	@$(SANITIZED) $(CHECKED_PROGRAM)

GENERATED = 10000
COMPUTED = 10000
FUZZ_RUNS = 50000
CHECK = $(PYTHON) tests/$(1) --program $(CHECKED_PROGRAM)
PLAIN = $(PYTHON) tests/$(1) --program ./$(PROGRAM)

# NAME: COMMAND. What takes longest stands first, since as many run side by side as there are processors. A test that prints
# nothing is no test: each script closes with "N passed, N failed".
define CHECK_STEPS
lint: $(MAKE) --no-print-directory lint
fuzzing: sh tests/fuzz/run.sh same $(FUZZ_RUNS)
workbook out: $(LEAKS) $(call CHECK,run_book.py)
forms of tables: $(call CHECK,run_rewritten.py) --part 20 --books --jobs 1
more forms of tables: $(call PLAIN,run_rewritten.py) --part 6 --jobs 1
golden cases: $(call CHECK,run_cases.py)
generated budgets: $(call PLAIN,generate/run.py) --count $(GENERATED) --exhaustive 60 --seed 1 --jobs 1
generated budgets, sanitized: $(call CHECK,generate/run.py) --count 200 --exhaustive 2 --seed 20001 --jobs 1
changed amounts: $(call PLAIN,run_changed.py) --jobs 1
emptied cells: $(call PLAIN,generate/run_blanks.py) --count 40 --seed 1 --jobs 1
emptied cells, sanitized: $(call CHECK,generate/run_blanks.py) --count 4 --seed 40001 --jobs 1
computed budgets: $(call PLAIN,generate/run_calc.py) --count $(COMPUTED) --seed 1 --jobs 1
computed budgets, sanitized: $(call CHECK,generate/run_calc.py) --count 300 --seed 30001 --jobs 1
calc: $(LEAKS) $(call CHECK,run_calc_cli.py)
command line: $(LEAKS) $(call CHECK,run_cli.py)
files: $(LEAKS) $(call CHECK,run_files.py)
places: $(LEAKS) $(call CHECK,run_places.py)
harmless output: $(call CHECK,run_harmless.py)
unchecked: $(LEAKS) $(call CHECK,run_unchecked.py)
bad input: $(call CHECK,run_bad_input.py)
faults: $(call PLAIN,run_faults.py) --library $(FAULTS) --most 12 --jobs 1
hostile tables: $(call PLAIN,run_hostile.py)
hostile workbooks: $(call PLAIN,run_workbooks.py) --hostile
workbooks in: $(call CHECK,run_workbooks.py)
exports: $(call CHECK,run_exports.py)
exports, plain: $(call PLAIN,run_exports.py)
running text: $(call CHECK,run_texts.py)
whole documents: $(call CHECK,run_documents.py)
examples: $(call CHECK,run_examples.py)
claims: $(LEAKS) $(call CHECK,run_claims.py)
gallery: $(call CHECK,gallery.py)
pages: $(call CHECK,run_pages.py)
solved budgets: $(call PLAIN,generate/run_solve.py) --count 400 --seed 1 --jobs 1
solved budgets, sanitized: $(call CHECK,generate/run_solve.py) --count 40 --seed 5001 --jobs 1
unit tests: $(SANITIZED) unit
small limits: $(SANITIZED) small
clang: $(MAKE) --no-print-directory CC=clang BUILD=build/clang build/clang/$(PROGRAM)
endef

# In less than a minute, when all is built: what most changes break.
define QUICK_STEPS
lint: $(MAKE) --no-print-directory lint
golden cases: $(call PLAIN,run_cases.py)
unit tests: $(SANITIZED) unit
examples: $(call PLAIN,run_examples.py)
endef

BUILT = $(MAKE) --no-print-directory -j $(shell nproc)

check: export STEPS = $(CHECK_STEPS)
check:
	@sh tests/install.sh test
	@$(BUILT) all $(FAULTS) sanitized
	@$(PYTHON) tests/steps.py

quick: export STEPS = $(QUICK_STEPS)
quick:
	@sh tests/install.sh test
	@$(BUILT) all
	@$(BUILT) BUILD=$(CHECKED) SANITIZE=address,undefined $(UNIT_TESTS:$(BUILD)/%=$(CHECKED)/%)
	@$(PYTHON) tests/steps.py

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
	@sh tests/install.sh bench
	@mkdir -p build
	@$(CC) -std=gnu17 -O2 -Wall -Wextra -o build/bench tests/bench.c
	@$(CC) -std=gnu17 -O2 -Wall -Wextra -o build/bench-csv tests/bench_csv.c -lcsv
	@$(PYTHON) tests/bench_instructions.py ./$(PROGRAM) build/bench-csv
	@build/bench ./$(PROGRAM) build/bench-csv

# Rewrites the golden files; read each change before committing it.
golden: all
	$(PYTHON) tests/run_cases.py --program ./$(PROGRAM) --update
	$(PYTHON) tests/run_claims.py --program ./$(PROGRAM) --update

# ---- form, order and pages ----

FORMATTED = $(sort $(wildcard src/*/*.[ch] src/*/*/*.[ch] include/budgetkoll/*.h tests/unit/*.[ch] tests/fuzz/*.c tests/faults/*.c tests/*.c))

format:
	@clang-format -i $(FORMATTED)

docs: all
	sh docs/pages.sh ./$(PROGRAM) en > docs/rules.md
	sh docs/pages.sh ./$(PROGRAM) sv > docs/regler.md
	$(PYTHON) tests/gallery.py --program ./$(PROGRAM) --update

# The picture in README.md; look at it before committing it.
picture: all
	sh docs/picture.sh ./$(PROGRAM)

# What has not changed since it was found in order is not looked at again, by clang-format as by cppcheck.
build/formatted: $(FORMATTED) .clang-format
	@mkdir -p $(@D)
	@printf '%s\n' $(filter-out .clang-format,$(if $(filter .clang-format,$?),$(FORMATTED),$?)) | \
	    xargs -P $$(nproc) -n 40 clang-format --dry-run --Werror
	@touch $@

lint: all build/formatted
	@mkdir -p build/cppcheck
	@cppcheck --quiet -j $$(nproc) --cppcheck-build-dir=build/cppcheck --error-exitcode=1 --std=c11 \
	    --enable=warning,performance,portability --inline-suppr --suppress=missingIncludeSystem -DLIBXLSXWRITER=\"\" \
	    -Iinclude $(ROOMS:%=-Isrc/%) src
	@$(PYTHON) tests/lint/rooms.py $(BUILD)
	@$(PYTHON) tests/lint/pages.py ./$(PROGRAM)

.PHONY: unit sanitized libraries
-include $(UNIT_TESTS:=.d)

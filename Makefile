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
LDLIBS = -lcsv -lutf8proc
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
ROOMS = base model reading relations rules report cli
SOURCES = $(sort $(wildcard $(ROOMS:%=src/%/*.c)))
DATA = data/areas.tsv $(sort $(wildcard data/schemes/*.ini data/explain/*.ini))
OBJECTS = $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
CORE = $(filter-out $(BUILD)/cli/% $(BUILD)/embedded.o,$(OBJECTS))
# Objects of another compiler or with other options are never mixed in.
STAMP = $(BUILD)/flags

.PHONY: all demo deps check install clean fuzz bench format lint docs golden FORCE

all: $(PROGRAM)

$(PROGRAM): $(BUILD)/$(PROGRAM)
	@cmp -s $< $@ || cp $< $@

$(BUILD)/$(PROGRAM): $(OBJECTS)
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(OBJECTS) $(LDLIBS)

$(BUILD)/%.o: src/%.c $(STAMP)
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -Isrc/$(dir $*) -c -o $@ $<

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

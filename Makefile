# make run      the front desk on a sample practice, built for speed
# make test     all tests, those of the release binary too
# make stress   many desks against one database, with kills: SEED, SECONDS and DESKS may be given
# make faults   the desk while its database, its link and its disk fail: what it showed, and when
# make rates    bookings a second through the store, beside pgbench
# make format   format the sources; make lint only looks
# make bench    how fast slots are found, what ranking sells, `touchbase slots` beside one SQL query, mails beside libcurl,
#               and the desk beside other terminal programs
# make fuzz     the engine against its oracle in WORLDS random worlds from SEED
# make install  touchbase into $(PREFIX)/bin, and its mail service for systemd

PREFIX ?= /usr/local
RELEASE = swift build --configuration release --static-swift-stdlib --product touchbase
BINARY = .build/release/touchbase
BENCHMARK = swift run --quiet --package-path Benchmarks --configuration release

SEED ?= 20260505

# Desks and time of a stress run.
SECONDS ?= 60
DESKS ?= 32

# Files for availability-bench; practices of its own making when there are none.
SCENARIOS ?=
WORLDS ?= 100000
BENCHMARKS = Benchmarks/Package.swift Benchmarks/Sources

.PHONY: run test stress faults rates bench fuzz format lint install release

run: release
	@$(BINARY) demo

release:
	@.ci/require run
	@.ci/quietly $(RELEASE)

# One test after the other: many of them start servers and measure who is first, which others beside them disturb.
test: release
	@.ci/require test
	@.ci/quietly swift build --build-tests
	@.ci/quietly --within 20m swift test --skip-build --no-parallel
	@.ci/quietly --within 5m env TOUCHBASE_BINARY="$(CURDIR)/$(BINARY)" swift test --skip-build --no-parallel --filter 'ZoneTests|BookTests|HoldTests|that dies of a fault'

bench: release
	@$(BENCHMARK) availability-bench $(SCENARIOS)
	@$(BENCHMARK) ranking-replay
	@TOUCHBASE="$(CURDIR)/$(BINARY)" Benchmarks/EndToEnd/run
	@TOUCHBASE="$(CURDIR)/$(BINARY)" Benchmarks/Mail/run
	@TOUCHBASE="$(CURDIR)/$(BINARY)" Benchmarks/Desk/run

fuzz:
	@$(BENCHMARK) availability-fuzz $(WORLDS) $(SEED)

stress:
	@.ci/require test
	@.ci/quietly swift build --configuration release --product touchbase-stress
	@.build/release/touchbase-stress --seed $(SEED) --seconds $(SECONDS) --desks $(DESKS)

rates:
	@.ci/require test
	@.ci/quietly swift build --configuration release --product touchbase-stress
	@.build/release/touchbase-stress throughput

faults:
	@.ci/require test
	@.ci/quietly swift build --build-tests
	@rm -f .build/faults.md
	@TOUCHBASE_FAULTS="$(CURDIR)/.build/faults.md" .ci/quietly swift test --skip-build --no-parallel --filter 'FaultTests|SyncTests'
	@cat .build/faults.md

format:
	@swift format --in-place --parallel --recursive Package.swift Sources Tests $(BENCHMARKS)

# All of Foundation would double the program: it brings ICU, which nothing here needs.
lint:
	@! grep --recursive --line-number '^import Foundation$$' Sources || { echo "import FoundationEssentials instead" >&2; exit 1; }
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests $(BENCHMARKS)

install: release
	@install -D -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/touchbase"
	@install -d "$(DESTDIR)$(PREFIX)/lib/systemd/system"
	@sed 's|@PREFIX@|$(PREFIX)|' systemd/touchbase-mail.service > "$(DESTDIR)$(PREFIX)/lib/systemd/system/touchbase-mail.service"

# make run      the front desk on a sample practice, built for speed
# make test     all tests, those of the release binary too
# make stress   many desks against one database, with kills: SEED, SECONDS and DESKS may be given
# make format   format the sources; make lint only looks
# make install  touchbase into $(PREFIX)/bin

PREFIX ?= /usr/local
RELEASE = swift build --configuration release --static-swift-stdlib --product touchbase
BINARY = .build/release/touchbase
SEED ?= 1
SECONDS ?= 60
DESKS ?= 32

.PHONY: run test stress format lint install release

run: release
	@$(BINARY) demo

release:
	@.ci/require run
	@.ci/quietly $(RELEASE)

test: release
	@.ci/require test
	@.ci/quietly swift build --build-tests
	@.ci/quietly --within 15m swift test --skip-build
	@.ci/quietly --within 5m env TOUCHBASE_BINARY="$(CURDIR)/$(BINARY)" swift test --skip-build --filter 'ZoneTests|BookTests|HoldTests'

stress:
	@.ci/require test
	@.ci/quietly swift build --configuration release --product touchbase-stress
	@.build/release/touchbase-stress --seed $(SEED) --seconds $(SECONDS) --desks $(DESKS)

format:
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

lint:
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests

install: release
	@install -D -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/touchbase"

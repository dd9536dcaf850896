package dev.llmcache.benchmarks.faults;

import java.time.Duration;
import java.util.List;

import dev.llmcache.test.servers.PostgresServer;

/**
 * What can go wrong with PostgreSQL.
 *
 * @param postgres the server
 * @param wire the way to it, for what goes wrong there
 * @param empty a server on which nothing was created yet
 */
record PostgresFaults(PostgresServer postgres, FaultyWire wire, PostgresServer empty) {

	private static final Duration DELAY = Duration.ofSeconds(2);

	List<Fault> ofServer() {
		return List.of(Fault.ofSemantic("postgresql-stopped", true, this.postgres::pause, this.postgres::resume),
				Fault.ofSemantic("postgresql-killed", true, this.postgres::kill, this.postgres::restart));
	}

	List<Fault> ofWire() {
		return List.of(
				Fault.ofSemantic("postgresql-slow", true, () -> this.wire.slowReplies(DELAY), this.wire::recover),
				Fault.ofSemantic("postgresql-cut", true, this.wire::cutReplies, this.wire::recover), Fault.ofSemantic(
						"postgresql-emptied", true, this.wire::breakOff, () -> this.wire.leadTo(this.empty.port())));
	}

}

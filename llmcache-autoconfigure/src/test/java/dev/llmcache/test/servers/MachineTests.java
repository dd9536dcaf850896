package dev.llmcache.test.servers;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MachineTests {

	@Test
	void prefersContainers() {
		Machine machine = new Machine(Map.of(), () -> true, MachineTests::notAsked);
		assertThat(machine.source(RedisServer.RECIPE)).isEqualTo(ServerSource.CONTAINER);
	}

	@Test
	void installsAsRootWithoutDocker() {
		Machine machine = new Machine(Map.of(), () -> false, () -> true);
		assertThat(machine.source(RedisServer.RECIPE)).isEqualTo(ServerSource.INSTALLATION);
	}

	@Test
	void takesAddressFromEnvironment() {
		Machine machine = new Machine(Map.of("LLMCACHE_TEST_REDIS_URL", "redis://there"), MachineTests::notAsked,
				MachineTests::notAsked);
		assertThat(machine.address(RedisServer.RECIPE)).contains("redis://there");
		assertThat(machine.address(PostgresServer.RECIPE)).isEmpty();
	}

	@Test
	void takesBlankAddressForNone() {
		Machine machine = new Machine(Map.of("LLMCACHE_TEST_REDIS_URL", " "), MachineTests::notAsked,
				MachineTests::notAsked);
		assertThat(machine.address(RedisServer.RECIPE)).isEmpty();
	}

	@Test
	void namesTheThreeWaysWhereThereIsNone() {
		Machine machine = new Machine(Map.of(), () -> false, () -> false);
		assertThatExceptionOfType(NoServerException.class).isThrownBy(() -> machine.source(PostgresServer.RECIPE))
			.withMessageContainingAll("LLMCACHE_TEST_POSTGRES_URL is not set", "no Docker daemon answers",
					"not root on Debian", "1. a running server", "2. a Docker daemon", "pgvector/pgvector",
					"3. root on Debian", "install-servers.sh", "docs/testing.md");
	}

	@Test
	void saysWhyAddressIsNotEnoughForTestThatStopsItsServer() {
		Machine machine = new Machine(Map.of("LLMCACHE_TEST_REDIS_URL", "redis://there"), () -> false, () -> false);
		assertThatExceptionOfType(NoServerException.class).isThrownBy(() -> machine.source(RedisServer.RECIPE))
			.withMessageContaining("must be able to stop its server");
	}

	private static boolean notAsked() {
		throw new AssertionError("Asked although an earlier source is there");
	}

}

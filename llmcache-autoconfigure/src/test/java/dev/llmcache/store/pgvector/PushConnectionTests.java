package dev.llmcache.store.pgvector;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * Connection that hears what is notified, where none can be opened.
 */
class PushConnectionTests {

	private final AtomicInteger attempts = new AtomicInteger();

	@Test
	void triesAgainWhateverFails() {
		try (HikariDataSource model = new HikariDataSource(); PgvectorConnections connections = connections(model)) {
			PushConnection push = new PushConnection(connections, "channel", new Deaf());
			await().until(() -> this.attempts.get() > 2);
			push.close();
		}
	}

	private PgvectorConnections connections(HikariDataSource model) {
		model.setJdbcUrl("jdbc:postgresql://localhost:1/none");
		model.setCredentialsProvider(new Vault());
		return PgvectorConnections.of(model, PgvectorSettings.ofDimension(3));
	}

	/**
	 * Is sealed, and counts who knocks.
	 */
	private final class Vault implements HikariCredentialsProvider {

		@Override
		public Credentials getCredentials() {
			if (Thread.currentThread().getName().equals("llmcache-pgvector-push")) {
				PushConnectionTests.this.attempts.incrementAndGet();
			}
			throw new IllegalStateException("sealed");
		}

	}

	/**
	 * Hears nothing.
	 */
	private static final class Deaf implements GenerationStore.Listener {

		@Override
		public void replaced(Map<Mark, Long> generations) {
			// Nobody tells of any
		}

		@Override
		public void interrupted() {
			// Nothing was heard
		}

	}

}

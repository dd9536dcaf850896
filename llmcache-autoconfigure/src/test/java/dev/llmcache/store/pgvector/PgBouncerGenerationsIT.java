package dev.llmcache.store.pgvector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.GenerationStoreContract;
import dev.llmcache.test.RecordingListener;
import dev.llmcache.test.servers.PgBouncer;
import dev.llmcache.test.servers.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link PgvectorGenerationStore} behind a PgBouncer that hands its connections to others
 * between transactions.
 */
@ExtendWith(OutputCaptureExtension.class)
class PgBouncerGenerationsIT extends GenerationStoreContract {

	private static final PgvectorSettings SETTINGS = new PgvectorSettings(PgvectorTable.parse("bounced_it"), 1, true, 4,
			Duration.ofSeconds(10), Duration.ofSeconds(10));

	private static final PgvectorDatabase PAST_IT = PgvectorDatabase.of(PostgresServer.shared());

	private static final PgBouncer BOUNCER = PgBouncer.start(PostgresServer.shared(), "default_pool_size = 2");

	private final PgvectorGenerationStore store = new PgvectorGenerationStore(
			PAST_IT.at(BOUNCER.host(), BOUNCER.port()).connections(SETTINGS), SETTINGS, InstantSource.system());

	@AfterAll
	static void closeBouncer() {
		BOUNCER.close();
	}

	@BeforeEach
	void dropTable() {
		PAST_IT.execute("DROP TABLE IF EXISTS bounced_it_generation");
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Override
	protected GenerationStore store() {
		return this.store;
	}

	@Override
	protected void lose(Mark mark) {
		PAST_IT.execute("DELETE FROM bounced_it_generation WHERE mark = ?", mark.bytes());
	}

	@Test
	void saysThatItIsNotToldAndLeavesNobodyElseListening(CapturedOutput output) {
		RecordingListener listener = new RecordingListener();
		this.store.listen(listener);
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> output.getOut().contains("notifications do not arrive"));
		this.store.replace(Set.of(TAG), LIFETIME);
		assertThat(listener.replaced).isEmpty();
		for (int i = 0; i < 20; i++) {
			assertThat(PAST_IT.at(BOUNCER.host(), BOUNCER.port())
				.query("SELECT c FROM pg_listening_channels() AS c WHERE c = 'bounced_it_generation'")).isEmpty();
		}
	}

}

package dev.llmcache.store.pgvector;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class PgvectorReadinessTests {

	private static PgvectorReadiness readiness(RuntimeException failure) {
		return new PgvectorReadiness(() -> {
			throw failure;
		}, InstantSource.system());
	}

	@Test
	void anApplicationStartsThoughWhoeverKnowsThePasswordIsAway(CapturedOutput output) {
		PgvectorReadiness readiness = readiness(new IllegalStateException("secret"));
		readiness.start();
		assertThat(readiness.isReady()).isFalse();
		assertThat(output).containsOnlyOnce("PostgreSQL cannot be reached").doesNotContain("secret");
	}

	@Test
	void preparesWhatWasLostBeforeAnybodyAsksForIt() {
		AtomicInteger preparations = new AtomicInteger();
		PgvectorReadiness readiness = new PgvectorReadiness(preparations::incrementAndGet, InstantSource.system());
		readiness.start();
		readiness.lost();
		await().until(readiness::isReady);
		assertThat(preparations).hasValue(2);
	}

	@Test
	void noApplicationStartsWithATableThatCannotBeUsed() {
		PgvectorSchemaException differs = new PgvectorSchemaException(PgvectorSchemaException.Reason.TABLE_DIFFERS,
				"It differs.");
		assertThatExceptionOfType(PgvectorSchemaException.class).isThrownBy(() -> readiness(differs).start())
			.isSameAs(differs);
	}

}

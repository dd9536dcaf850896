package dev.llmcache.autoconfigure;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.Set;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Stamp;
import dev.llmcache.Mark;
import dev.llmcache.Fingerprint;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class DeferredVectorIndexTests {

	private static final Fingerprint ANY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final AtomicInteger attempts = new AtomicInteger();

	private boolean down = true;

	private final DeferredVectorIndex index = new DeferredVectorIndex(this::open, this.clock);

	@Test
	void opensOnceItCan() {
		assertThatIllegalStateException().isThrownBy(() -> this.index.remove(ANY)).withMessage("down");
		this.down = false;
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(this.index.nearest(ANY, new float[0], 8)).isEmpty();
		this.index.remove(ANY);
		assertThat(this.attempts).hasValue(2);
	}

	@Test
	void triesAgainOnlyAfterAPause() {
		for (int i = 0; i < 5; i++) {
			assertThatIllegalStateException().isThrownBy(() -> this.index.remove(ANY));
		}
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void saysOnceWhatToChange(CapturedOutput output) {
		DeferredVectorIndex misconfigured = new DeferredVectorIndex(() -> {
			throw new LlmCacheConfigurationException("The table is not there.", "Set 'llmcache.initialize-schema'.");
		}, this.clock);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(LlmCacheConfigurationException.class).isThrownBy(() -> misconfigured.remove(ANY));
			this.clock.advance(Duration.ofSeconds(10));
		}
		assertThat(output).containsOnlyOnce("The table is not there. Set 'llmcache.initialize-schema'.");
	}

	@Test
	void tellsThatItIsNotOpenYet() {
		assertThat(this.index.reports()).singleElement().satisfies((report) -> {
			assertThat(report.available()).isFalse();
			assertThat(report.entries()).isNull();
		});
		assertThat(this.index.breakers()).containsExactly(new BreakerReport("semantic", "postgresql", true));
		assertThat(this.attempts).hasValue(0);
	}

	private VectorIndex open() {
		this.attempts.incrementAndGet();
		if (this.down) {
			throw new IllegalStateException("down");
		}
		return new EmptyIndex();
	}

	private static final class EmptyIndex implements VectorIndex {

		@Override
		public List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit) {
			return List.of();
		}

		@Override
		public void put(VectorEntry entry) {
		}

		@Override
		public void remove(Fingerprint id) {
		}

		@Override
		public long erase(Set<Mark> marks) {
			return 0;
		}

		@Override
		public long sweep(UnaryOperator<Set<Stamp>> outdated) {
			return 0;
		}

		@Override
		public boolean contains(Fingerprint id) {
			return false;
		}

		@Override
		public void forEach(Consumer<StoredRecord> action) {
		}

		@Override
		public void close() {
		}

	}

}

package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

import dev.llmcache.test.MutableInstantSource;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what a {@link LuceneVectorIndex} does when its disk is full.
 */
class LuceneFailureTests {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Entries entries = new Entries(this.clock, 16);

	private final Directory disk = new ByteBuffersDirectory();

	private volatile boolean full;

	private MaintainedIndex maintained;

	private LuceneVectorIndex index;

	@BeforeEach
	void open() throws IOException {
		this.maintained = new MaintainedIndex(() -> new Disk(this.disk), Quantization.NONE, true,
				IndexBound.of(64 << 20), this.clock);
		this.index = new LuceneVectorIndex(this.maintained, this.clock);
	}

	@AfterEach
	void close() {
		this.index.close();
	}

	@Test
	void putThrowsAndSearchesGoOn() {
		this.index.put(this.entries.entry("before"));
		this.maintained.maintain();
		fillTheDisk();
		assertThatThrownBy(() -> this.index.put(this.entries.entry("while full"))).isInstanceOf(RuntimeException.class);
		assertThat(this.entries.isFoundIn(this.index, "before")).isTrue();
	}

	@Test
	void takesEntriesAgainOnceThereIsRoom() {
		this.index.put(this.entries.entry("before"));
		this.maintained.maintain();
		fillTheDisk();
		this.maintained.maintain();
		assertThat(this.entries.isFoundIn(this.index, "before")).isTrue();
		this.full = false;
		this.maintained.maintain();
		this.index.put(this.entries.entry("after"));
		assertThat(this.entries.isFoundIn(this.index, "before")).isTrue();
		assertThat(this.entries.isFoundIn(this.index, "after")).isTrue();
	}

	/** A segment is written, at the latest, when no more entries are kept in memory. */
	private void fillTheDisk() {
		this.full = true;
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> {
			for (int i = 0; i < 1_000; i++) {
				this.index.put(this.entries.entry("too many " + i));
			}
		}).withMessageContaining("No space left on device");
		assertThat(this.maintained.current().isWritable()).isFalse();
	}

	private final class Disk extends FilterDirectory {

		Disk(Directory disk) {
			super(disk);
		}

		@Override
		public IndexOutput createOutput(String name, IOContext context) throws IOException {
			if (LuceneFailureTests.this.full) {
				throw new IOException("No space left on device");
			}
			return super.createOutput(name, context);
		}

		@Override
		public void close() {
			// It is opened again.
		}

	}

}

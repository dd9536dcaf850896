package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.llmcache.Generations;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.store.Neighbour;
import dev.llmcache.test.MutableInstantSource;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what may be served of an index after a crash, together with the generations
 * beside it.
 */
class LuceneCrashTests {

	private static final long MAX_BYTES = 64 << 20;

	private static final Mark TAG = new Mark(1, 1);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Entries entries = new Entries(this.clock, 16);

	private final FaultyDisk disk = new FaultyDisk();

	@TempDir
	private Path temporary;

	private Path directory;

	private MaintainedIndex maintained;

	private LuceneVectorIndex index;

	private FileGenerationStore store;

	private Generations generations;

	@BeforeEach
	void open() throws IOException {
		this.directory = this.temporary.resolve("index");
		this.maintained = new MaintainedIndex(() -> FSDirectory.open(this.directory), Quantization.NONE, true,
				IndexBound.of(MAX_BYTES), this.clock);
		this.index = new LuceneVectorIndex(this.maintained, this.clock);
		this.store = new FileGenerationStore(this.directory, this.clock, this.disk);
		this.generations = generations(this.store);
	}

	@AfterEach
	void close() {
		this.store.close();
		this.index.close();
	}

	private Generations generations(FileGenerationStore store) {
		Freshness standard = Freshness.STANDARD;
		return new FleetGenerations(store,
				new Freshness(true, standard.maxLag(), standard.serveFor(), standard.lifetime()), this.clock);
	}

	private void put(String name) {
		Stamp[] stamps = this.generations.snapshot(List.of(TAG), Entries.TTL).stamps().toArray(Stamp[]::new);
		this.index.put(this.entries.entry(name, stamps));
	}

	/**
	 * What a process serves that is started after this one has crashed at this moment.
	 * @param generationsLeft how many bytes of the generations' file the disk has kept
	 */
	private boolean isServedAfterACrash(String name, int generationsLeft) throws IOException {
		Path crashed = Files.createTempDirectory(this.temporary, "crashed");
		try (Stream<Path> files = Files.list(this.directory)) {
			for (Path file : files.toList()) {
				Files.copy(file, crashed.resolve(file.getFileName()));
			}
		}
		Path copied = crashed.resolve(FileGenerationStore.NAME);
		byte[] written = Files.readAllBytes(copied);
		Files.write(copied, Arrays.copyOf(written, Math.min(written.length, generationsLeft)));
		try (LuceneVectorIndex again = LuceneVectorIndex.onDisk(crashed, MAX_BYTES, this.clock);
				FileGenerationStore store = new FileGenerationStore(crashed, this.clock)) {
			assertThat(again.isDurable()).isTrue();
			List<Neighbour> found = again.nearest(Entries.PARTITION, this.entries.vector(name), 1);
			assertThat(found).extracting(Neighbour::id).containsExactly(Entries.fingerprint(name));
			return generations(store).areCurrent(found.get(0).record().stamps());
		}
	}

	private int forced() throws IOException {
		return this.disk.forced(this.directory.resolve(FileGenerationStore.NAME));
	}

	@Test
	void servesWhatWasNotInvalidated() throws IOException {
		this.generations.replace(Set.of(new Mark(1, 2)));
		put("entry");
		this.maintained.maintain();
		assertThat(isServedAfterACrash("entry", Integer.MAX_VALUE)).isTrue();
	}

	@Test
	void servesNothingThatWasInvalidatedAfterTheLastCommit() throws IOException {
		put("entry");
		this.maintained.maintain();
		this.generations.replace(Set.of(TAG));
		assertThat(isServedAfterACrash("entry", forced())).isFalse();
	}

	@Test
	void servesNothingThatWasInvalidatedBeforeTheLastCommit() throws IOException {
		put("entry");
		this.generations.replace(Set.of(TAG));
		this.maintained.maintain();
		assertThat(isServedAfterACrash("entry", forced())).isFalse();
	}

	@Test
	void servesNothingWhoseGenerationWasLost() throws IOException {
		put("entry");
		this.maintained.maintain();
		assertThat(isServedAfterACrash("entry", forced())).isFalse();
	}

}

package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.InMemoryDataKeyStore;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.Observation;
import dev.llmcache.store.lucene.GenerationJournal.Generation;
import dev.llmcache.test.fuzz.FuzzTarget;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * The files beside an index.
 */
public final class LuceneFuzzing {

	private static final Fingerprint SUBJECT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

	private LuceneFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		try {
			Path directory = Files.createTempDirectory("llmcache-fuzz");
			directory.toFile().deleteOnExit();
			return Stream.of(
					new FuzzTarget("generation-journal", List.of(generations(directory.resolve("generations"))),
							(input) -> readGenerations(input, directory.resolve("generations"))),
					new FuzzTarget("observation-journal", List.of(observations(directory.resolve("observations"))),
							(input) -> readObservations(input, directory.resolve("observations"))),
					new FuzzTarget("data-key-file", dataKeys(directory.resolve("keys")), LuceneFuzzing::readDataKeys),
					new FuzzTarget("key-file", List.of(new byte[KeyFile.LENGTH]), (input) -> readKey(input, directory)))
				.map(FuzzTarget::seldom)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] generations(Path file) throws IOException {
		try (GenerationJournal journal = GenerationJournal.open(file, LuceneFuzzing::open, new HashMap<>())) {
			journal.append(Map.of(new Mark(1, 2), new Generation(3, TIME)), true);
			journal.append(Map.of(new Mark(4, 5), new Generation(6, TIME)), true);
		}
		return Files.readAllBytes(file);
	}

	private static byte[] observations(Path file) throws IOException {
		try (ObservationJournal journal = new ObservationJournal(file, LuceneFuzzing::open)) {
			journal.rewrite(Map.of());
			journal.append(SUBJECT, new Observation(0.5, true), TIME);
			journal.append(SUBJECT, new Observation(-2, false), TIME);
		}
		return Files.readAllBytes(file);
	}

	private static List<byte[]> dataKeys(Path directory) throws IOException {
		new DataKeyFile(directory).putIfAbsent(new Mark(1, 2), new byte[] { 3, 4, 5 });
		byte[] whole = Files.readAllBytes(directory.resolve(DataKeyFile.NAME));
		return List.of(whole, Arrays.copyOf(whole, whole.length - Integer.BYTES));
	}

	private static FileChannel open(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.WRITE);
	}

	private static void readGenerations(byte[] input, Path file) throws IOException {
		Map<Mark, Generation> read = new HashMap<>();
		long end = GenerationJournal.read(input, read);
		require(end <= input.length, "The last record ends within the file");
		require(end > 0 || read.isEmpty(), "What is no journal has no generations");
		if (end > 0) {
			Files.write(file, input);
			Map<Mark, Generation> opened = new HashMap<>();
			try (GenerationJournal journal = GenerationJournal.open(file, LuceneFuzzing::open, opened)) {
				journal.append(Map.of(new Mark(7, 8), new Generation(9, TIME)), false);
			}
			require(opened.equals(read), "A file is read as its bytes are");
			Map<Mark, Generation> after = new HashMap<>();
			GenerationJournal.read(Files.readAllBytes(file), after);
			read.put(new Mark(7, 8), new Generation(9, TIME));
			require(after.equals(read), "What is appended counts, and what was before");
		}
	}

	private static void readObservations(byte[] input, Path file) throws IOException {
		Files.write(file, input);
		InMemoryObservationStore into = new InMemoryObservationStore(() -> TIME);
		try (ObservationJournal journal = new ObservationJournal(file, LuceneFuzzing::open)) {
			long skipped = journal.read(into);
			int read = into.latest(SUBJECT).size();
			require(skipped >= 0 && skipped <= input.length, "What is skipped was there");
			if (journal.isAppendable()) {
				journal.append(SUBJECT, new Observation(1, true), TIME);
				InMemoryObservationStore again = new InMemoryObservationStore(() -> TIME);
				require(new ObservationJournal(file, LuceneFuzzing::open).read(again) == skipped
						&& again.latest(SUBJECT).size() >= read, "What is appended is read, and what was before");
			}
		}
	}

	/** As it is, and with a checksum that fits, without which nothing is read. */
	private static void readDataKeys(byte[] input) {
		DataKeyFile.read(input);
		CRC32C checksum = new CRC32C();
		checksum.update(input);
		byte[] whole = ByteBuffer.allocate(input.length + Integer.BYTES)
			.put(input)
			.putInt((int) checksum.getValue())
			.array();
		InMemoryDataKeyStore keys = DataKeyFile.read(whole);
		if (keys != null) {
			int length = keys.copy().values().stream().mapToInt((wrapped) -> Mark.LENGTH + wrapped.length).sum();
			require(length <= input.length, "There are no more keys than there are bytes for");
		}
	}

	/**
	 * A file that is too short might be being written, for which is waited.
	 */
	private static void readKey(byte[] input, Path directory) throws IOException {
		byte[] content = Arrays.copyOf(input, Math.max(input.length, KeyFile.LENGTH));
		Path file = directory.resolve(KeyFile.NAME);
		if (!Files.exists(file)) {
			OwnerOnly.createFile(file).close();
		}
		Files.write(file, content);
		try {
			require(Arrays.equals(KeyFile.in(directory).readOrCreate(), content), "The key is what the file has");
		}
		catch (UnusableDirectoryException ex) {
			require(content.length != KeyFile.LENGTH, "A key is refused for its length only");
		}
		require(Arrays.equals(Files.readAllBytes(file), content), "Whatever it has, a key file stays as it is");
	}

}

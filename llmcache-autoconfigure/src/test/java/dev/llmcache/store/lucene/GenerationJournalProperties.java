package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Mark;
import dev.llmcache.store.lucene.GenerationJournal.Generation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class GenerationJournalProperties {

	@Property(tries = 100)
	void aFileThatWasCutOffIsTheJournalAsItWasBefore(
			@ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5) Integer> marks,
			@ForAll @IntRange(max = 2_000) int cut) throws IOException {
		List<Map<Mark, Generation>> history = history(marks);
		byte[] bytes = journal(history);
		int length = cut % bytes.length;
		int whole = Math.max(0, (length - GenerationJournal.HEADER_LENGTH) / GenerationJournal.RECORD_LENGTH);
		assertThat(read(Arrays.copyOf(bytes, length))).isEqualTo(together(history.subList(0, whole)));
	}

	@Property(tries = 100)
	void nothingCountsThatIsBeforeADamagedRecord(
			@ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5) Integer> marks,
			@ForAll @IntRange(max = 2_000) int position, @ForAll @IntRange(max = 7) int bit) throws IOException {
		List<Map<Mark, Generation>> history = history(marks);
		byte[] bytes = journal(history);
		int damaged = position % bytes.length;
		bytes[damaged] ^= (byte) (1 << bit);
		int record = (damaged - GenerationJournal.HEADER_LENGTH) / GenerationJournal.RECORD_LENGTH;
		boolean isHeader = damaged < GenerationJournal.HEADER_LENGTH;
		assertThat(read(bytes)).isEqualTo(isHeader ? Map.of() : together(history.subList(record + 1, history.size())));
	}

	private static List<Map<Mark, Generation>> history(List<Integer> marks) {
		List<Map<Mark, Generation>> history = new ArrayList<>();
		for (int mark : marks) {
			long number = history.size();
			history.add(Map.of(new Mark(1, mark), new Generation(number, Instant.ofEpochMilli(number))));
		}
		return history;
	}

	private static Map<Mark, Generation> together(List<Map<Mark, Generation>> history) {
		Map<Mark, Generation> together = new HashMap<>();
		history.forEach(together::putAll);
		return together;
	}

	private static byte[] journal(List<Map<Mark, Generation>> history) throws IOException {
		Path directory = Files.createTempDirectory("journal");
		Path file = directory.resolve("generations");
		try (GenerationJournal journal = GenerationJournal.open(file,
				(path) -> FileChannel.open(path, StandardOpenOption.WRITE), new HashMap<>())) {
			for (Map<Mark, Generation> generations : history) {
				journal.append(generations, false);
			}
			return Files.readAllBytes(file);
		}
		finally {
			Files.delete(file);
			Files.delete(directory);
		}
	}

	private static Map<Mark, Generation> read(byte[] bytes) {
		Map<Mark, Generation> read = new HashMap<>();
		long end = GenerationJournal.read(bytes, read);
		assertThat(end).isLessThanOrEqualTo(bytes.length);
		return read;
	}

}

package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

	/** A torn or damaged file is the journal as it was at some time before. */
	@Property(tries = 200)
	void whateverIsLeftOfAJournalIsItsStart(@ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5) Integer> marks,
			@ForAll @IntRange(max = 2_000) int cut, @ForAll boolean damaged) throws IOException {
		Path directory = Files.createTempDirectory("journal");
		Path file = directory.resolve("generations");
		List<Map<Mark, Generation>> history = new ArrayList<>(List.of(Map.of()));
		try (GenerationJournal journal = GenerationJournal.open(file, new HashMap<>())) {
			for (int mark : marks) {
				Generation generation = new Generation(history.size(), Instant.ofEpochMilli(history.size()));
				journal.append(Map.of(new Mark(1, mark), generation), history.size() % 2 == 0);
				Map<Mark, Generation> next = new HashMap<>(history.getLast());
				next.put(new Mark(1, mark), generation);
				history.add(next);
			}
		}
		byte[] bytes = Files.readAllBytes(file);
		int position = cut % bytes.length;
		if (damaged) {
			bytes[position] ^= 0x40;
		}
		Files.write(file, damaged ? bytes : Arrays.copyOf(bytes, position));
		Map<Mark, Generation> read = new HashMap<>();
		GenerationJournal.open(file, read).close();
		int whole = Math.max(0, (position - GenerationJournal.HEADER_LENGTH) / GenerationJournal.RECORD_LENGTH);
		assertThat(read).isEqualTo((position < GenerationJournal.HEADER_LENGTH) ? Map.of() : history.get(whole));
		Map<Mark, Generation> again = new HashMap<>();
		GenerationJournal.open(file, again).close();
		assertThat(again).isEqualTo(read);
		Files.delete(file);
		Files.delete(directory);
	}

}

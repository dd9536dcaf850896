package dev.llmcache.store.vectorstore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.llmcache.Fingerprint;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.StoreFuzzing;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.test.fuzz.FuzzTarget;

import org.springframework.ai.document.Document;

import static dev.llmcache.test.fuzz.FuzzTarget.require;
import static dev.llmcache.test.fuzz.FuzzTarget.requireStable;

/**
 * Documents of anybody's vector store.
 */
public final class VectorStoreFuzzing {

	private static final VectorEntry ENTRY = new VectorEntry(Fingerprint.of(new byte[Fingerprint.LENGTH]),
			Fingerprint.of(new byte[Fingerprint.LENGTH]), "When do you open?", new float[] { 0.6F, 0.8F },
			StoreFuzzing.record());

	private static final RecordReader RECORDS = new RecordReader(RecordForm.PLAIN, new StoreCounts(Removal.UNREADABLE),
			"fuzzed", (place, bytes) -> {
			});

	private static final List<String> FIELDS = new ArrayList<>(new TreeMap<>(document(ENTRY).getMetadata()).keySet());

	private VectorStoreFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		return List.of(new FuzzTarget("vector-store-document", List.of(write(document(ENTRY))),
				VectorStoreFuzzing::readDocument));
	}

	private static Document document(VectorEntry entry) {
		return EntryDocument.of(entry, entry.record().encode());
	}

	/** The fields' values by the order of their names, one on each line. */
	private static byte[] write(Document document) {
		List<String> lines = FIELDS.stream().map((field) -> String.valueOf(document.getMetadata().get(field))).toList();
		return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
	}

	private static void readDocument(byte[] input) {
		List<String> lines = Arrays.asList(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));
		Map<String, Object> metadata = new HashMap<>();
		for (int i = 0; i < Math.min(lines.size(), FIELDS.size()); i++) {
			metadata.put(FIELDS.get(i), lines.get(i).isEmpty() ? List.of() : lines.get(i));
		}
		VectorEntry entry = EntryDocument.read(new Document("id", "text", metadata), RECORDS);
		if (entry != null) {
			VectorEntry again = Objects.requireNonNull(EntryDocument.read(document(entry), RECORDS));
			requireStable(entry.record().encode(), again.record().encode());
			require(entry.id().equals(again.id()) && entry.partition().equals(again.partition())
					&& Arrays.equals(entry.vector(), again.vector()), "An entry is read as it was written");
		}
	}

}

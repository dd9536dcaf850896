package dev.llmcache.store.vectorstore;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.VectorIndexFreshnessContract;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the index must do in whatever store.
 */
abstract class SpringVectorStoreContract extends VectorIndexFreshnessContract {

	static final SpelledVectors MODEL = new SpelledVectors(DIMENSION);

	private static final Fingerprint SCOPE = fingerprint("scope");

	@SuppressWarnings("NullAway.Init")
	private VectorIndex index;

	abstract VectorStore store();

	@BeforeEach
	void open() {
		this.index = new SpelledIndex(new SpringVectorStoreIndex(store(), this.clock));
	}

	@Override
	protected final VectorIndex index() {
		return this.index;
	}

	@Override
	protected final void overwriteBytes(Fingerprint id, byte[] bytes) {
		Document document = search("llmcache_id == '%s'".formatted(id.hex())).getFirst();
		document.getMetadata().put("llmcache_record", Base64.getEncoder().encodeToString(bytes));
		store().add(List.of(document));
	}

	private List<Document> search(String filter) {
		return store().similaritySearch(SearchRequest.builder()
			.query("any")
			.topK(10_000)
			.similarityThresholdAll()
			.filterExpression(filter)
			.build());
	}

	private List<Document> entries() {
		return search("llmcache_format == '1'");
	}

	private StoredRecord marked(int marks) {
		List<Stamp> stamps = IntStream.range(0, marks).mapToObj((i) -> new Stamp(new Mark(1, i), 5)).toList();
		return new StoredRecord(7, 1, this.clock.instant(), this.clock.instant().plusSeconds(60),
				this.clock.instant().plusSeconds(60), stamps, new byte[0]);
	}

	@Test
	void deletesWhatCannotBeRead() {
		put(SCOPE, fingerprint("id"), record("answer"));
		overwriteBytes(fingerprint("id"), new byte[] { 1, 2, 3 });
		assertThat(find(SCOPE, fingerprint("id"))).isNull();
		Awaitility.await().until(() -> entries().isEmpty());
	}

	@Test
	void leavesDocumentsAlone() {
		Document handbook = Document.builder().id("7a3b0a52-63d5-4c3f-8a7e-5d3f6a1c0b11").text("handbook").build();
		store().add(List.of(handbook, new Document("with", Map.of("chapter", 1))));
		put(SCOPE, fingerprint("old"), record(new byte[0], Duration.ofMinutes(1)));
		this.clock.advance(Duration.ofMinutes(2));
		index().sweep((stamps) -> stamps);
		index().erase(Set.of(new Mark(1, 1)));
		index().forEach((record) -> assertThat(record).isNull());
		assertThat(index().nearest(SCOPE, vectorOf(SCOPE), 8)).isEmpty();
		assertThat(store().similaritySearch("any")).extracting(Document::getText)
			.containsExactlyInAnyOrder("handbook", "with");
	}

	@Test
	void sweepsWhatHasExpired() {
		put(SCOPE, fingerprint("old"), record(new byte[0], Duration.ofMinutes(1)));
		put(SCOPE, fingerprint("new"), record("new"));
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(index().sweep((stamps) -> Set.of())).isEqualTo(1);
		assertThat(entries()).hasSize(1);
	}

	@Test
	void tellsWhatItDidAndThatTheRestIsUnknown() {
		put(SCOPE, fingerprint("old"), record(new byte[0], Duration.ofMinutes(1)));
		this.clock.advance(Duration.ofMinutes(1));
		put(SCOPE, fingerprint("swept"), marked(1));
		index().sweep((stamps) -> stamps);
		put(SCOPE, fingerprint("erased"), marked(1));
		index().erase(Set.of(new Mark(1, 0)));
		assertThat(StoreReporter.of(((SpelledIndex) index()).index()).reports())
			.containsExactly(new StoreReport("semantic", Layer.SEMANTIC, "vector-store", null, null, null, null,
					Map.of("expired", 1L, "invalidated", 1L, "erased", 1L, "unreadable", 0L), true,
					new Accesses(null, null, 3)));
	}

	@Test
	void erasesByTheLastOfAsManyMarksAsItTakes() {
		put(SCOPE, fingerprint("id"), marked(32));
		assertThat(index().contains(fingerprint("id"))).isTrue();
		assertThat(index().erase(Set.of(new Mark(1, 31)))).isEqualTo(1);
		assertThat(entries()).isEmpty();
	}

	@Test
	void leavesOutWhatCouldNotBeErased() {
		put(SCOPE, fingerprint("id"), marked(33));
		assertThat(entries()).isEmpty();
	}

	@Test
	void handsOutMoreThanAPage() {
		Set<String> all = new HashSet<>();
		for (int i = 0; i < 1_200; i++) {
			put(SCOPE, fingerprint("id " + i), record("answer " + i));
			all.add("answer " + i);
		}
		List<String> handedOut = new ArrayList<>();
		index().forEach((record) -> handedOut.add(new String(record.payload(), StandardCharsets.UTF_8)));
		assertThat(handedOut).hasSize(1_200).containsOnlyOnceElementsOf(all);
	}

}

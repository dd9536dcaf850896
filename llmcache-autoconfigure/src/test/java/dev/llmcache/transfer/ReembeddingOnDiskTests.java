package dev.llmcache.transfer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.llmcache.Layer;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.key.Secret;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.HalfEmbedder;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReembeddingOnDiskTests {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final GenerationStore generations = new InMemoryGenerationStore(this.clock);

	private final Secret secret = Secret.random();

	@Test
	void findsTheEntriesOfAModelOfAnotherDimensionAfterARestart(@TempDir Path directory) {
		try (Shop before = shop(directory, new WordEmbedder("old"))) {
			before.ask("How do I return a kettle?");
		}
		try (Shop after = shop(directory, new HalfEmbedder())) {
			Reembedding reembedding = new Reembedding(List.of(after.semantic), after.questions, after.keyring,
					after.planner, after.generations, new InMemoryLeaseStore(this.clock), Duration.ZERO, this.clock);
			assertThat(reembedding.run()).isTrue();
			assertThat(after.ask("How can I return a kettle?").layer()).isEqualTo(Layer.SEMANTIC);
		}
	}

	private Shop shop(Path directory, QuestionEmbedder embedder) {
		return Shop.with(this.secret, this.clock)
			.generations(this.generations)
			.stores(new CaffeineAnswerStore(1 << 20, this.clock),
					LuceneVectorIndex.onDisk(directory, 10 << 20, this.clock))
			.embedder(embedder)
			.open();
	}

}

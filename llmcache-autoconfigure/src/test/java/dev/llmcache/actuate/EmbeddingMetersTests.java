package dev.llmcache.actuate;

import java.util.List;

import dev.llmcache.Owner;
import dev.llmcache.embedding.CachingEmbeddingModel;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.TestVectors;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.ai.document.Document;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddingMetersTests {

	private final VectorMemory memory = TestVectors.memory();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void countTextsByUseAndByWhetherAModelWasAsked() {
		new EmbeddingMeters(this.memory).bindTo(this.registry);
		CachingEmbeddingModel model = TestVectors.caching(new CountingEmbeddingModel(), this.memory,
				new Owner.Application());
		model.embed(List.of("a", "b", "a"));
		model.embed(new Document("a"));
		assertThat(texts("question", "embedded")).isEqualTo(2);
		assertThat(texts("question", "remembered")).isEqualTo(1);
		assertThat(texts("document", "embedded")).isEqualTo(1);
		assertThat(texts("cache", "embedded")).isZero();
		assertThat(this.registry.get("llmcache.embedding.calls").tag("use", "question").functionTimer().count())
			.isEqualTo(1);
		assertThat(this.registry.get("llmcache.embedding.failures").functionCounter().count()).isZero();
	}

	private double texts(String use, String result) {
		RequiredSearch meter = this.registry.get("llmcache.embedding.texts").tags("use", use, "result", result);
		return meter.functionCounter().count();
	}

}

package org.springframework.ai.model.zzz;

import java.util.List;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of an embedding model as providers write it.
 */
@AutoConfiguration
public class ZzzEmbeddingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EmbeddingModel zzzEmbeddingModel() {
		return new ZzzEmbeddingModel();
	}

	private static final class ZzzEmbeddingModel implements EmbeddingModel {

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			return new EmbeddingResponse(List.of(new Embedding(new float[] { 1, 0 }, 0)));
		}

		@Override
		public float[] embed(Document document) {
			return new float[] { 1, 0 };
		}

	}

}

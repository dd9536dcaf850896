package dev.llmcache.embedding;

import java.util.List;
import java.util.Map;

import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.TestVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.document.DefaultContentFormatter;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.document.id.JdkSha256HexIdGenerator;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.transformer.splitter.TokenTextSplitter;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents that Spring AI's splitters have made, for models that embed metadata too.
 */
@ExtendWith(OutputCaptureExtension.class)
class SplitDocumentsTests {

	private static final String TEXT = "The shop opens at nine.";

	private final CountingEmbeddingModel model = new CountingEmbeddingModel() {

		@Override
		public String getEmbeddingContent(Document document) {
			return document.getFormattedContent(MetadataMode.EMBED);
		}

	};

	private final CachingEmbeddingModel caching = TestVectors.caching(this.model, TestVectors.memory(), null);

	@Test
	void saysOnceThatARandomIdIsEmbedded(CapturedOutput output) {
		ingest(new Document(TEXT, Map.of("page", 3)));
		ingest(new Document(TEXT, Map.of("page", 3)));
		assertThat(this.model.calls()).isEqualTo(2);
		assertThat(output).containsOnlyOnce("parent_document_id").doesNotContain("shop");
	}

	@Test
	void remembersThoseThatHaveAnIdOfTheirContent(CapturedOutput output) {
		for (int i = 0; i < 2; i++) {
			ingest(Document.builder().idGenerator(new JdkSha256HexIdGenerator()).text(TEXT).build());
		}
		assertThat(this.model.calls()).isOne();
		assertThat(output).doesNotContain("parent_document_id");
	}

	@Test
	void remembersThoseWhoseIdIsNotEmbedded(CapturedOutput output) {
		for (int i = 0; i < 2; i++) {
			Document document = new Document(TEXT);
			document.setContentFormatter(
					DefaultContentFormatter.builder().withExcludedEmbedMetadataKeys(ChangingIds.PARENT).build());
			ingest(document);
		}
		assertThat(this.model.calls()).isOne();
		assertThat(output).doesNotContain("parent_document_id");
	}

	private void ingest(Document document) {
		this.caching.embed(TokenTextSplitter.builder().build().split(List.of(document)),
				EmbeddingOptions.builder().build(), List::of);
	}

}

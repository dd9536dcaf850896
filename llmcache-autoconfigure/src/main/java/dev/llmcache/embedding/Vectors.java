package dev.llmcache.embedding;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;

/**
 * What a model gives for some texts.
 *
 * @param all a vector for each text, in their order
 * @param tokens tokens that it counted for them, or null if it does not tell
 */
public record Vectors(List<float[]> all, @Nullable Integer tokens) {

	/**
	 * Vectors of a model that counts no tokens.
	 * @param all the vectors
	 * @return these
	 */
	public static Vectors of(List<float[]> all) {
		return new Vectors(all, null);
	}

	static Vectors of(EmbeddingResponse response) {
		List<float[]> all = response.getResults().stream().map(Embedding::getOutput).toList();
		EmbeddingResponseMetadata metadata = response.getMetadata();
		Usage usage = (metadata != null) ? metadata.getUsage() : null;
		Integer prompt = (usage != null) ? usage.getPromptTokens() : null;
		Integer total = (usage != null) ? usage.getTotalTokens() : null;
		// Spring AI counts what it does not know as zero, and some models the total only
		return new Vectors(all, isCounted(prompt) ? prompt : isCounted(total) ? total : null);
	}

	private static boolean isCounted(@Nullable Integer tokens) {
		return tokens != null && tokens > 0;
	}

}

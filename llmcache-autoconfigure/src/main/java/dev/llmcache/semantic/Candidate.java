package dev.llmcache.semantic;

/**
 * Stored question that may mean the same as the one that was asked.
 *
 * @param question the stored question
 * @param similarity cosine similarity of both questions' vectors
 */
public record Candidate(String question, double similarity) {

	@Override
	public String toString() {
		return "Candidate[similarity=%.4f]".formatted(this.similarity);
	}

}

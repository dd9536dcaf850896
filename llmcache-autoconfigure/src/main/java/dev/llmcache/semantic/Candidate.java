package dev.llmcache.semantic;

/**
 * Stored question that may mean the same as the one that was asked.
 *
 * @param question the stored question
 * @param cosine cosine similarity of both questions' vectors
 * @param answer what its answer says, as far as it is known
 */
public record Candidate(String question, double cosine, AnswerSignature answer) {

	@Override
	public String toString() {
		return "Candidate[cosine=%.4f]".formatted(this.cosine);
	}

}

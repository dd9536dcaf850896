package dev.llmcache.semantic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.semantic.guard.Question;
import dev.llmcache.test.fuzz.FuzzTarget;

import static dev.llmcache.test.fuzz.FuzzTarget.require;
import static dev.llmcache.test.fuzz.FuzzTarget.requireStable;

/**
 * Signatures of answers, and questions, which anybody may ask.
 */
public final class SemanticFuzzing {

	private static final List<Guard> GUARDS = Guards.standard();

	private SemanticFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		return List.of(
				new FuzzTarget("answer-signature",
						List.of(AnswerSignature.of("We open at 9.", new float[] { 0.6F, -0.8F }).encode(),
								AnswerSignature.of("", null).encode()),
						SemanticFuzzing::readSignature),
				new FuzzTarget("question",
						List.of(utf8("Can I return 2 pairs of \"shoes\" by May 5?\nWhere is order A-17 at 9:30 pm?"),
								utf8("Don't ship v1.2 to U.S.\nIs $1,000.50 more than twenty-one \u20AC?")),
						SemanticFuzzing::readQuestions));
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static void readSignature(byte[] input) {
		AnswerSignature signature = AnswerSignature.decode(ByteBuffer.wrap(input));
		if (signature != null) {
			byte[] written = signature.encode();
			AnswerSignature again = Objects.requireNonNull(AnswerSignature.decode(ByteBuffer.wrap(written)));
			require(again.isSame(signature) && again.hasFactsOf(signature), "A signature is read as it was written");
			requireStable(written, again.encode());
			double cosine = signature.cosine(again);
			require(Double.isNaN(cosine) || Math.abs(cosine) < 1.000001, "Similarities are cosines");
		}
	}

	/** Two questions, one on each line. */
	private static void readQuestions(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		int end = text.indexOf('\n');
		Question one = Question.of(text.substring(0, Math.max(0, end)));
		Question other = Question.of(text.substring(end + 1));
		for (Guard guard : GUARDS) {
			require(guard.vetoes(one, other) == guard.vetoes(other, one), "A veto is the same from both sides");
			require(!guard.vetoes(one, one), "No question is vetoed against itself");
		}
	}

}

package dev.llmcache.semantic;

import java.util.List;

import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SemanticDecisionTests {

	private static final String ASKED = "How do I descale the Aurora kettle?";

	private static final Candidate REPHRASED = new Candidate("How can I descale my Aurora kettle?", 0.95);

	private final SemanticDecision decision = SemanticDecision.standard();

	@Test
	void rejectsWithoutCandidates() {
		assertThat(this.decision.decide(ASKED, List.of())).isEqualTo(new Verdict.Rejected("no-candidate", Double.NaN));
	}

	@Test
	void acceptsTheNearest() {
		Candidate further = new Candidate("How should I descale the Aurora kettle?", 0.94);
		assertThat(this.decision.decide(ASKED, List.of(REPHRASED, further)))
			.isEqualTo(new Verdict.Accepted(0, REPHRASED));
	}

	@Test
	void acceptsFromTheThresholdOn() {
		Candidate candidate = new Candidate(ASKED, 0.92);
		assertThat(this.decision.decide(ASKED, List.of(candidate))).isEqualTo(new Verdict.Accepted(0, candidate));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.9199, 0, -1, Double.NaN })
	void rejectsBelowTheThreshold(double similarity) {
		assertThat(this.decision.decide(ASKED, List.of(new Candidate(ASKED, similarity))))
			.isEqualTo(new Verdict.Rejected("below-threshold", similarity));
	}

	@Test
	void passesOverACandidateThatAGuardVetoes() {
		Candidate vetoed = new Candidate("How do I descale the Borealis kettle?", 0.97);
		assertThat(this.decision.decide(ASKED, List.of(vetoed, REPHRASED)))
			.isEqualTo(new Verdict.Accepted(1, REPHRASED));
	}

	@Test
	void namesTheGuardThatVetoedTheNearest() {
		Candidate number = new Candidate("How do I descale 2 Aurora kettles?", 0.97);
		Candidate negation = new Candidate("How do I not descale the Aurora kettle?", 0.96);
		assertThat(this.decision.decide(ASKED, List.of(number, negation)))
			.isEqualTo(new Verdict.Rejected("numbers", 0.97));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\0", "???", "😀", "\u200f" })
	void neverMatchesAQuestionWithoutLettersOrDigits(String question) {
		assertThat(SemanticDecision.isMatchable(question)).isFalse();
		assertThat(this.decision.decide(question, List.of(new Candidate(question, 1))))
			.isEqualTo(new Verdict.Rejected("unmatchable", 1));
		assertThat(this.decision.decide("a", List.of(new Candidate(question, 1))))
			.isEqualTo(new Verdict.Rejected("unmatchable", 1));
	}

	@Test
	void neverMatchesAQuestionTooLongForItsVector() {
		String question = "a".repeat(SemanticDecision.MAX_LENGTH + 1);
		assertThat(this.decision.decide(question, List.of(new Candidate(question, 1))))
			.isEqualTo(new Verdict.Rejected("unmatchable", 1));
	}

	@Test
	void takesAGuardThatThrowsForAMiss() {
		SemanticDecision broken = new SemanticDecision(0.92, List.of(new BrokenGuard()));
		assertThat(broken.decide(ASKED, List.of(REPHRASED))).isEqualTo(new Verdict.Rejected("guard-error", 0.95));
	}

	@Test
	void needsNoGuards() {
		assertThat(new SemanticDecision(0.9, List.of()).decide("order 17", List.of(new Candidate("order 18", 0.9))))
			.isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	void refusesAThresholdThatIsNoCosine() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SemanticDecision(1.1, List.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> new SemanticDecision(Double.NaN, List.of()));
	}

	@Test
	void tellsNoQuestionInItsVerdict() {
		assertThat(this.decision.decide(ASKED, List.of(REPHRASED)).toString()).doesNotContain("kettle");
	}

	private static final class BrokenGuard implements Guard {

		@Override
		public String name() {
			return "broken";
		}

		@Override
		public boolean vetoes(Question one, Question other) {
			throw new IllegalStateException("broken");
		}

	}

}

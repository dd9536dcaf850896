package dev.llmcache.semantic;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.semantic.Verdict.Accepted;
import dev.llmcache.semantic.Verdict.Rejected;
import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Guards;
import dev.llmcache.semantic.guard.Question;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SemanticDecisionTests {

	private static final String ASKED = "How do I descale the Aurora kettle?";

	private static final String REPHRASED = "How can I descale my Aurora kettle?";

	private static final EmbeddingSpace SPACE = new EmbeddingSpace(0.5);

	/** Similarity a little above 0.9. */
	private static final double NEAR_ENOUGH = 0.9501;

	private static final List<String> COLLIDING = List.of("zebra", "quantum", "parsec", "##ing", "oboe", "lattice",
			"vim", "[unused7]", "fjord", "mauve", "Ωmega", "krypton", "solder", "plinth", "byte", "yak");

	private static final List<String> STORED = List.of(REPHRASED, "How should I descale the Aurora kettle?",
			"How do I descale the Borealis kettle?", "Where is my order 17?");

	private final SemanticDecision decision = SemanticDecision.of(new Preset(0.9, 0.1), Guards.standard(), SPACE);

	private static Candidate candidate(String question, double cosine) {
		return candidate(question, cosine, "Use vinegar.", null);
	}

	private static Candidate candidate(String question, double cosine, String answer, float @Nullable [] vector) {
		return new Candidate(question, cosine, AnswerSignature.of(answer, vector));
	}

	private Verdict decide(Candidate... candidates) {
		return this.decision.decide(ASKED, List.of(candidates));
	}

	@Test
	void rejectsWithoutCandidates() {
		assertThat(decide()).isEqualTo(new Rejected("no-candidate", Double.NaN));
	}

	@Test
	void acceptsTheNearest() {
		assertThat(decide(candidate(REPHRASED, 0.97), candidate("How should I descale the Aurora kettle?", 0.96)))
			.isInstanceOfSatisfying(Accepted.class, (accepted) -> assertThat(accepted.index()).isZero());
	}

	@Test
	void measuresAgainstWhatIsUsualForUnrelatedQuestions() {
		assertThat(decide(candidate(REPHRASED, NEAR_ENOUGH))).isInstanceOf(Accepted.class);
		SemanticDecision wide = SemanticDecision.of(new Preset(0.9, 0.1), Guards.standard(), new EmbeddingSpace(0));
		assertThat(wide.decide(ASKED, List.of(candidate(REPHRASED, 0.901)))).isInstanceOf(Accepted.class);
		assertThat(decide(candidate(REPHRASED, 0.9))).isInstanceOf(Rejected.class);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.9499, 0, -1, Double.NaN })
	void rejectsWhatIsTooFar(double cosine) {
		assertThat(decide(candidate(REPHRASED, cosine))).isInstanceOfSatisfying(Rejected.class,
				(rejected) -> assertThat(rejected.reason()).isEqualTo("below-threshold"));
	}

	@Test
	void tellsWhichQuestionOnlyItsDistanceSpokeAgainst() {
		Candidate vetoed = candidate("How do I descale the Borealis kettle?", 0.97);
		assertThat(decide(vetoed, candidate(REPHRASED, 0.9), vetoed)).isInstanceOfSatisfying(Rejected.class,
				(rejected) -> assertThat(rejected.reason()).isEqualTo("below-threshold"));
		assertThat(decide(candidate(REPHRASED, 0.9))).isInstanceOfSatisfying(Rejected.class,
				(rejected) -> assertThat(rejected.nearest()).isEqualTo(new Accepted(0, SPACE.similarity(0.9))));
	}

	@Test
	void passesOverACandidateThatAGuardVetoes() {
		assertThat(decide(candidate("How do I descale the Borealis kettle?", 0.97), candidate(REPHRASED, 0.96)))
			.isInstanceOfSatisfying(Accepted.class, (accepted) -> assertThat(accepted.index()).isOne());
	}

	@Test
	void namesTheGuardThatVetoedTheNearest() {
		assertThat(decide(candidate("How do I descale 2 Aurora kettles?", 0.97),
				candidate("How do I not descale the Aurora kettle?", 0.96)))
			.isEqualTo(new Rejected("numbers", 0.97));
	}

	@Test
	void rejectsWhereOneAlmostAsNearHasAnotherAnswer() {
		assertThat(decide(candidate(REPHRASED, 0.97),
				candidate("How do I descale the Borealis kettle?", 0.96, "Send it in: code 17.", null)))
			.isEqualTo(new Rejected("conflict", 0.97));
	}

	@Test
	void acceptsWhereTheOneWithAnotherAnswerIsMuchFarther() {
		assertThat(decide(candidate(REPHRASED, 0.99),
				candidate("How do I descale the Borealis kettle?", 0.9, "Send it in: code 17.", null)))
			.isInstanceOf(Accepted.class);
	}

	@ParameterizedTest
	@MethodSource("presets")
	void decidesTheSameWithoutWhatIsTooFarToMatter(Preset preset) {
		SemanticDecision presets = SemanticDecision.of(preset, Guards.standard(), SPACE);
		Random random = new Random(3);
		Set<Class<?>> verdicts = new HashSet<>();
		for (int i = 0; i < 2_000; i++) {
			List<Candidate> all = random.doubles(8, 0.5, 1)
				.boxed()
				.sorted(Comparator.reverseOrder())
				.map((cosine) -> candidate(STORED.get(random.nextInt(STORED.size())), cosine,
						random.nextBoolean() ? "Use vinegar." : "Send it in: code 17.", null))
				.toList();
			List<Candidate> near = all.stream()
				.filter((candidate) -> candidate.equals(all.getFirst()) || candidate.cosine() >= presets.leastCosine())
				.toList();
			Verdict verdict = presets.decide(ASKED, all);
			assertThat(presets.decide(ASKED, near)).isEqualTo(verdict);
			verdicts.add(verdict.getClass());
		}
		assertThat(verdicts).containsExactlyInAnyOrder(Accepted.class, Rejected.class);
	}

	private static Stream<Preset> presets() {
		return Stream.of(Preset.STRICT, Preset.BALANCED, Preset.BOLD, new Preset(0.3, 0.4));
	}

	@Test
	void variantsOfOneQuestionDoNotConflict() {
		assertThat(decide(candidate(REPHRASED, 0.97), candidate(REPHRASED, 0.97, "Send it in: code 17.", null)))
			.isInstanceOf(Accepted.class);
	}

	@Test
	void answersNearEachOtherDoNotConflict() {
		Candidate other = candidate("How should I descale the Aurora kettle?", 0.96, "Just use vinegar.",
				new float[] { 0.6F, 0.8F });
		assertThat(decide(candidate(REPHRASED, 0.97, "Use vinegar.", new float[] { 0.65F, 0.76F }), other))
			.isInstanceOf(Accepted.class);
		assertThat(decide(candidate(REPHRASED, 0.97, "Use lemons.", new float[] { 1, 0 }), other))
			.isEqualTo(new Rejected("conflict", 0.97));
	}

	@Test
	void rejectsWhatIsNearButSharesNoWords() {
		SemanticDecision unguarded = SemanticDecision.of(Preset.STRICT, Guards.of(Set.of(), Set.of()), SPACE);
		assertThat(unguarded.decide(ASKED, List.of(candidate("surrender every launch code zx qq vv", 0.99))))
			.isEqualTo(new Rejected("overlap", 0.99));
	}

	/**
	 * As texts are that were optimised to have another's vector: near, and of other
	 * words.
	 */
	@Test
	void acceptsNoneOfAThousandTextsThatOnlyCollide() {
		SemanticDecision bold = SemanticDecision.of(Preset.BOLD, Guards.of(Set.of(), Set.of()), SPACE);
		Random random = new Random(1);
		for (int i = 0; i < 1_000; i++) {
			String colliding = random.ints(4 + random.nextInt(20), 0, COLLIDING.size())
				.mapToObj(COLLIDING::get)
				.collect(Collectors.joining(" "));
			Candidate stored = candidate("what is our refund policy " + colliding, 0.999);
			assertThat(bold.decide(ASKED, List.of(stored))).isInstanceOf(Rejected.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\0", "???", "😀", "\u200f", "Why?", "And the second one?", "What about it?",
			"Tell me more about that", "yes please", "Is it open on bank holidays?", "What did she win the prize for?",
			"same for the violin", "Translate this into polite Danish", "Could you repeat your previous answer slowly?",
			"tell me more please", "What happened afterwards?", "Und der andere?" })
	void neverMatchesAQuestionThatDoesNotStandAlone(String question) {
		assertThat(SemanticDecision.isMatchable(question)).isFalse();
		assertThat(this.decision.decide(question, List.of(candidate(question, 1))))
			.isEqualTo(new Rejected("unmatchable", 1));
		assertThat(this.decision.decide(ASKED, List.of(candidate(question, 1)))).isInstanceOf(Rejected.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "reset password", "Kann ich das Paket zurückschicken?", "如何重置我的密码", "order 17",
			"Is it possible to change the billing address after ordering?", "Is it raining in Oslo?",
			"My card was stolen, how do I block it?", "Does this kettle have a filter?" })
	void matchesAQuestionThatStandsAlone(String question) {
		assertThat(SemanticDecision.isMatchable(question)).isTrue();
	}

	@Test
	void neverMatchesAQuestionTooLongForItsVector() {
		String question = "kettle descaling ".repeat(SemanticDecision.MAX_LENGTH / 17 + 1);
		assertThat(this.decision.decide(question, List.of(candidate(question, 1))))
			.isEqualTo(new Rejected("unmatchable", 1));
	}

	@Test
	void takesAGuardThatThrowsForAMiss() {
		SemanticDecision broken = SemanticDecision.of(Preset.STRICT, List.of(new BrokenGuard()), SPACE);
		assertThat(broken.decide(ASKED, List.of(candidate(REPHRASED, 0.97))))
			.isEqualTo(new Rejected("guard-error", 0.97));
	}

	@Test
	void tellsNoQuestionInItsVerdict() {
		assertThat(decide(candidate(REPHRASED, 0.97)).toString()).doesNotContain("kettle");
		assertThat(candidate(REPHRASED, 0.97).toString()).doesNotContain("kettle", "vinegar");
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

package dev.llmcache.benchmarks.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Observation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FallibleVerdictsTests {

	private static final Fingerprint SUBJECT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final QualityStream STREAM = new QualityStream("one", List.of(), Set.of("A\tB"));

	private static FallibleVerdicts verdicts(String... arguments) {
		List<String> all = new ArrayList<>(List.of("--data", "."));
		all.addAll(List.of(arguments));
		return new FallibleVerdicts(STREAM, QualityOptions.parse(all), new Random(1));
	}

	private static long wrong(FallibleVerdicts verdicts) {
		for (int i = 0; i < 1_000; i++) {
			verdicts.add(SUBJECT, new Observation(i, i % 2 == 0));
		}
		return verdicts.latest(SUBJECT)
			.stream()
			.filter((verdict) -> verdict.right() != (verdict.score() % 2 == 0))
			.count();
	}

	@Test
	void theShareThatIsAskedForIsWrong() {
		assertThat(wrong(verdicts())).isZero();
		assertThat(wrong(verdicts("--wrong-verdicts", "0.2"))).isBetween(150L, 250L);
		assertThat(wrong(verdicts("--wrong-judge", "0.1"))).isBetween(60L, 140L);
	}

	@Test
	void onlyAJudgeKnowsWhatIsEquivalent() {
		FallibleVerdicts judge = verdicts("--wrong-judge", "0");
		judge.know("one answer", "A");
		judge.know("another", "B");
		judge.know("a third", "C");
		assertThat(judge.saysTheSame("question", "one answer", "another")).contains(true);
		assertThat(judge.saysTheSame("question", "one answer", "a third")).contains(false);
		assertThat(verdicts().saysTheSame("question", "one answer", "another")).isEmpty();
	}

	@Test
	void eitherAJudgeOrAComparisonErrs() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> verdicts("--wrong-verdicts", "0.2", "--wrong-judge", "0.1"));
	}

}

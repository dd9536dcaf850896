package dev.llmcache.benchmarks.quality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

import dev.llmcache.Fingerprint;
import dev.llmcache.semantic.AnswerJudge;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;

/**
 * Verdicts of which a known share is wrong. Answers that stand for ones that say the same
 * in other words are the same here, which needs no judge: his verdicts go wrong where
 * they are kept, as all others do.
 */
final class FallibleVerdicts implements ObservationStore, AnswerJudge {

	private final ObservationStore store = new InMemoryObservationStore();

	private final Map<String, String> labels = new HashMap<>();

	private final QualityStream stream;

	private final boolean judged;

	private final double wrong;

	private final Random random;

	private int count;

	FallibleVerdicts(QualityStream stream, QualityOptions options, Random random) {
		this.stream = stream;
		this.judged = options.wrongJudge() != null;
		this.wrong = (options.wrongJudge() != null) ? options.wrongJudge() : options.wrongVerdicts();
		this.random = random;
	}

	/**
	 * Tells the judge what is right.
	 * @param answer text of an answer
	 * @param label what it says
	 */
	void know(String answer, String label) {
		this.labels.put(answer, label);
	}

	@Override
	public Optional<Boolean> saysTheSame(String question, String stored, String answer) {
		return this.judged ? Optional.of(this.stream.isRight(label(stored), label(answer))) : Optional.empty();
	}

	private String label(String answer) {
		return Objects.requireNonNull(this.labels.get(answer));
	}

	@Override
	public void add(Fingerprint subject, Observation observation) {
		this.count++;
		boolean turned = this.random.nextDouble() < this.wrong;
		this.store.add(subject, new Observation(observation.score(), observation.right() != turned));
	}

	@Override
	public List<Observation> latest(Fingerprint subject) {
		return this.store.latest(subject);
	}

	int count() {
		return this.count;
	}

}

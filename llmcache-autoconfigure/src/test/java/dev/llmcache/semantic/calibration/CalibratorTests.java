package dev.llmcache.semantic.calibration;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Fingerprint;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.Observation;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CalibratorTests {

	private static final Fingerprint SUBJECT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final InMemoryObservationStore store = new InMemoryObservationStore();

	private final Random random = new Random(3);

	private Calibrator calibrator(double maxWrong, double minPrecision) {
		return new Calibrator(SUBJECT, new Adaptive(maxWrong, minPrecision), this.store, this.clock, this.random);
	}

	/**
	 * Requests of a workload where stored answers are right with logit
	 * {@code hardness + score}.
	 */
	private Served serve(Calibrator calibrator, int requests, double hardness, double wrongVerdicts) {
		int hits = 0;
		int wrong = 0;
		for (int i = 0; i < requests; i++) {
			double score = this.random.nextDouble() * 10 - 3;
			boolean right = this.random.nextDouble() < 1 / (1 + Math.exp(-hardness - score));
			boolean verdict = right != this.random.nextDouble() < wrongVerdicts;
			if (calibrator.accepts(score)) {
				hits++;
				wrong += right ? 0 : 1;
				calibrator.served(score);
				if (calibrator.audits()) {
					calibrator.observe(new Observation(score, verdict));
				}
			}
			else {
				calibrator.missed();
				if (calibrator.observes(score)) {
					calibrator.observe(new Observation(score, verdict));
				}
			}
		}
		return new Served(100.0 * hits / requests, 100.0 * wrong / requests);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "-2, 0", "2, 0", "0, 0.1", "-2, 0.1" })
	void keepsWrongAnswersWithinTheirShareOfAllRequests(double hardness, double wrongVerdicts) {
		Served served = serve(calibrator(0.01, 0), 10_000, hardness, wrongVerdicts);
		assertThat(served.wrong()).isLessThan(1.5);
		assertThat(served.hits()).isPositive();
	}

	@Test
	void keepsThePrecisionOfWhatItServes() {
		Served served = serve(calibrator(1, 0.97), 10_000, 0, 0);
		assertThat(1 - served.wrong() / served.hits()).isGreaterThan(0.96);
		assertThat(served.hits()).isGreaterThan(5);
	}

	@Test
	void theTighterBoundBinds() {
		double both = serve(calibrator(0.01, 0.998), 10_000, 0, 0).hits();
		double one = serve(calibrator(0.01, 0), 10_000, 0, 0).hits();
		assertThat(both).isLessThan(one);
	}

	@Test
	void learnsWhatAnotherInstanceHasObserved() {
		Calibrator other = calibrator(0.01, 0);
		Calibrator calibrator = calibrator(0.01, 0);
		calibrator.catchUp();
		for (int i = 0; i < 200; i++) {
			other.observe(new Observation(4, false));
		}
		assertThat(calibrator.calibration()).isEqualTo(Calibration.PRIOR);
		this.clock.advance(Duration.ofMinutes(1));
		calibrator.catchUp();
		assertThat(calibrator.calibration()).isEqualTo(other.calibration());
		assertThat(calibrator.accepts(4)).isFalse();
	}

	@Test
	void comparesMostOfTheFirstAndFewLater() {
		Calibrator calibrator = calibrator(0.01, 0);
		assertThat(drawn(calibrator)).isGreaterThan(950);
		for (int i = 0; i < 1_000; i++) {
			calibrator.observe(new Observation(2, true));
		}
		assertThat(drawn(calibrator)).isBetween(60, 140);
		assertThat(calibrator.observes(-2)).isFalse();
	}

	private static int drawn(Calibrator calibrator) {
		int drawn = 0;
		for (int i = 0; i < 1_000; i++) {
			drawn += calibrator.observes(1) ? 1 : 0;
		}
		return drawn;
	}

	private record Served(double hits, double wrong) {

	}

}

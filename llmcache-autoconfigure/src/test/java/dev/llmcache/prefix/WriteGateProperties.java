package dev.llmcache.prefix;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import dev.llmcache.Fingerprint;
import dev.llmcache.prefix.WriteGate.Marking;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class WriteGateProperties {

	private static final Endpoint ENDPOINT = new Endpoint("desk", "claude-sonnet-4-5");

	private static final ProviderTerms TERMS = ProviderTermsTable.standard()
		.of(Provider.ANTHROPIC, "claude-sonnet-4-5");

	@Property(tries = 50)
	void whatComesOnceIsNeverWritten(@ForAll @IntRange(max = 600) int gapSeconds) {
		WriteGate gate = new WriteGate(true);
		for (int i = 0; i < 200; i++) {
			assertThat(decide(gate, i, 1_000L * i * gapSeconds)).isEqualTo(Marking.NONE);
		}
	}

	@Property(tries = 50)
	void anyTrafficCostsNearlyNoMoreThanWithout(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int prefixes,
			@ForAll @IntRange(min = 1, max = 900) int meanGap) {
		WriteGate gate = new WriteGate(false);
		Random random = new Random(seed);
		long[] until = new long[prefixes];
		double cost = 0;
		long now = 0;
		int calls = 2_000;
		for (int i = 0; i < calls; i++) {
			now += (long) (-Math.log(1 - random.nextDouble()) * meanGap * 1_000);
			int prefix = random.nextInt(prefixes);
			boolean marked = decide(gate, prefix, now) != Marking.NONE;
			boolean alive = until[prefix] >= now;
			if (marked) {
				cost += alive ? TERMS.read() : TERMS.write();
				until[prefix] = now + TERMS.retention().toMillis();
			}
			else {
				cost += 1;
			}
		}
		assertThat(cost / calls).isLessThanOrEqualTo(1.01);
	}

	@Example
	void whatComesOftenIsWrittenFromTheSecondTimeOn() {
		WriteGate gate = new WriteGate(false);
		assertThat(List.of(decide(gate, 1, 0), decide(gate, 1, 1_000), decide(gate, 1, 2_000)))
			.containsExactly(Marking.NONE, Marking.SHORT, Marking.SHORT);
	}

	@Example
	void whatWasForgottenIsSeenForTheFirstTimeAgain() {
		WriteGate gate = new WriteGate(false);
		decide(gate, 1, 0);
		decide(gate, 1, 1_000);
		assertThat(decide(gate, 1, Duration.ofMinutes(6).toMillis())).isEqualTo(Marking.NONE);
	}

	private static Marking decide(WriteGate gate, int prefix, long now) {
		Fingerprint fingerprint = Fingerprint.of(new byte[Fingerprint.LENGTH])
			.derive(new byte[] { (byte) prefix, (byte) (prefix >> 8) });
		return gate.decide(ENDPOINT, fingerprint, TERMS, now);
	}

}

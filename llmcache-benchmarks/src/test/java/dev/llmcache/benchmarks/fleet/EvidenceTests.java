package dev.llmcache.benchmarks.fleet;

import java.util.List;

import dev.llmcache.benchmarks.fleet.node.AnswerText;
import dev.llmcache.benchmarks.fleet.node.Invalidated;
import dev.llmcache.benchmarks.fleet.node.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What counts as outdated where node 0 invalidates from 2000 to 3000 microseconds, and
 * the model was asked for answer 1 before and for answer 2 after that began.
 */
class EvidenceTests {

	private static final long LAG_MICROS = 500;

	private static final List<ModelCall> CALLS = List.of(new ModelCall(1, 0, "?", 1000),
			new ModelCall(2, 0, "?", 2001));

	@Test
	void anAnswerAskedForBeforeIsOutdatedOnceTheInvalidationHasReturned() {
		assertThat(outdated(0, read(1, 1, 3001))).hasSize(1);
		assertThat(outdated(0, read(0, 1, 3001))).hasSize(1);
		assertThat(outdated(0, read(1, 1, 3000))).isEmpty();
	}

	@Test
	void anAnswerAskedForAfterIsNotOutdated() {
		assertThat(outdated(0, read(1, 2, 3001))).isEmpty();
	}

	@Test
	void othersMayLagBehind() {
		assertThat(outdated(LAG_MICROS, read(1, 1, 3500))).isEmpty();
		assertThat(outdated(LAG_MICROS, read(1, 1, 3501))).hasSize(1);
		assertThat(outdated(LAG_MICROS, read(0, 1, 3001))).hasSize(1);
	}

	@Test
	void whatFailedHoldsWhereItWasCalled() {
		Evidence evidence = new Evidence(CALLS, List.of(cut("failed")), List.of(read(0, 1, 3001), read(1, 1, 9000)));
		assertThat(evidence.outdated(0)).extracting(Read::node).containsExactly(0);
		assertThat(evidence.returned()).isEmpty();
	}

	@Test
	void anInvalidationIsVisibleWhenNobodyIsServedWhatWasBefore() {
		Evidence evidence = new Evidence(CALLS, List.of(cut(null)),
				List.of(read(1, 1, 1999), read(1, 1, 2500), read(2, 1, 4000), read(0, 2, 8000)));
		assertThat(evidence.visibleAfterMillis(cut(null))).isEqualTo(2.1);
		assertThat(new Evidence(CALLS, List.of(), List.of(read(1, 2, 2500))).visibleAfterMillis(cut(null))).isZero();
	}

	@Test
	void whoIsNotAnsweredIsAFailure() {
		Reply failed = new Reply(null, "failed", 1, 2, "broken");
		assertThatIllegalStateException()
			.isThrownBy(() -> Evidence.requireAnswered(List.of(read(0, 1, 1).reply(), failed)))
			.withMessageContaining("broken");
	}

	private static List<Read> outdated(long lagMicros, Read read) {
		return new Evidence(CALLS, List.of(cut(null)), List.of(read)).outdated(lagMicros);
	}

	private static Cut cut(@Nullable String error) {
		return new Cut(0, new Invalidated(2000, 3000, 1_000_000, error));
	}

	private static Read read(int node, int serial, long startMicros) {
		return new Read(node, new Reply(AnswerText.of(serial), "hit", startMicros, startMicros + 100, null));
	}

}

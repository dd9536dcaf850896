package dev.llmcache.edge;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EdgeTraceTests {

	private final EdgeTrace trace = new EdgeTrace();

	@AfterEach
	void unbind() {
		EdgeTrace.bind(null);
	}

	@Test
	void aCallIsPrivateUntilItHasEnded() {
		TracedCall call = EdgeTrace.begin(this.trace);
		assertThat(this.trace.records()).containsExactly(CallRecord.PRIVATE);
		CallRecord answer = EdgeRulesTests.answer(CallRecord.Source.EXACT, 60, 0);
		call.end(answer);
		assertThat(this.trace.records()).containsExactly(answer);
	}

	@Test
	void theFirstEndOfACallCounts() {
		TracedCall call = EdgeTrace.begin(this.trace);
		call.end(CallRecord.PRIVATE);
		call.end(EdgeRulesTests.answer(CallRecord.Source.MODEL, 60, 0));
		assertThat(this.trace.records()).containsExactly(CallRecord.PRIVATE);
	}

	@Test
	void aCallForWhichTwoAnswersAreAskedIsPrivate() {
		TracedCall call = EdgeTrace.begin(this.trace);
		call.ask();
		call.end(EdgeRulesTests.answer(CallRecord.Source.EXACT, 60, 0));
		assertThat(this.trace.records()).doesNotContain(CallRecord.PRIVATE);
		call.ask();
		call.end(EdgeRulesTests.answer(CallRecord.Source.EXACT, 60, 0));
		assertThat(this.trace.records()).containsExactly(CallRecord.PRIVATE);
	}

	@Test
	void isIncompleteOnceACallIsNobodys() {
		assertThat(this.trace.isComplete()).isTrue();
		EdgeTrace.begin(null);
		assertThat(this.trace.isComplete()).isFalse();
		assertThat(new EdgeTrace().isComplete()).isTrue();
	}

	@Test
	void wandersWithContextPropagation() throws Exception {
		EdgeTrace.bind(this.trace);
		ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
			.contextRegistry(ContextRegistry.getInstance())
			.build();
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			assertThat(other.submit(EdgeTrace::current).get()).isNull();
			assertThat(other.submit(snapshots.captureAll().wrap(EdgeTrace::current)).get()).isSameAs(this.trace);
			assertThat(other.submit(EdgeTrace::current).get()).isNull();
		}
	}

}

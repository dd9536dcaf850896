package dev.llmcache.embedding;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.llmcache.Owner;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class QuestionOwnerTests {

	private static final Owner ACME = new Owner.Tenant("acme");

	private static final Owner APPLICATION = new Owner.Application();

	@Test
	void isBoundForTheTimeOfTheWorkAndTheOneBeforeIsAfter() {
		assertThat(QuestionOwner.currentOr(APPLICATION)).isEqualTo(APPLICATION);
		QuestionOwner.of(ACME).call(() -> {
			assertThat(QuestionOwner.NOBODY.<@Nullable Owner>call(() -> QuestionOwner.currentOr(APPLICATION))).isNull();
			return assertThat(QuestionOwner.currentOr(APPLICATION)).isEqualTo(ACME);
		});
		assertThat(QuestionOwner.currentOr(APPLICATION)).isEqualTo(APPLICATION);
	}

	@Test
	void isGoneAfterAFailureToo() {
		assertThatIllegalStateException().isThrownBy(() -> QuestionOwner.of(ACME).call(() -> {
			throw new IllegalStateException();
		}));
		assertThat(QuestionOwner.bound()).isNull();
	}

	@Test
	void contextPropagationFindsItAndTakesItAlong() throws Exception {
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			Runnable check = () -> assertThat(QuestionOwner.currentOr(APPLICATION)).isEqualTo(ACME);
			Runnable inContext = QuestionOwner.of(ACME)
				.call(() -> ContextSnapshotFactory.builder().build().captureAll().wrap(check));
			CompletableFuture.runAsync(inContext, other).get();
			CompletableFuture.runAsync(() -> assertThat(QuestionOwner.bound()).isNull(), other).get();
		}
	}

	@Test
	void followsWorkToAnotherThreadAndLeavesNothingThere() throws Exception {
		Runnable unbound = () -> {
		};
		assertThat(QuestionOwner.following(unbound)).isSameAs(unbound);
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			Runnable followed = QuestionOwner.of(ACME)
				.call(() -> QuestionOwner
					.following(() -> assertThat(QuestionOwner.currentOr(APPLICATION)).isEqualTo(ACME)));
			CompletableFuture.runAsync(followed, other).get();
			CompletableFuture.runAsync(() -> assertThat(QuestionOwner.bound()).isNull(), other).get();
		}
	}

	@Test
	void itsTextTellsNobody() {
		assertThat(QuestionOwner.of(ACME).toString()).doesNotContain("acme");
	}

}

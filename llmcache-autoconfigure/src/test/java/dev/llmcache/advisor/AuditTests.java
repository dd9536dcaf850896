package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.Auditing;
import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Fingerprint;
import dev.llmcache.Layer;
import dev.llmcache.Precision;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.store.InMemoryObservationStore;
import dev.llmcache.store.Observation;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for comparing answers that are served with those of the model, and for what
 * follows from it.
 */
class AuditTests {

	private static final List<String> VERBS = List.of("do", "can", "could", "should", "might", "would", "must", "may");

	private static final List<String> WHO = List.of("I", "we", "you", "they", "people", "customers");

	private final InMemoryObservationStore observations = new InMemoryObservationStore();

	private volatile boolean poisoned;

	private final ScriptedChatModel model = ScriptedChatModel.scripted((prompt) -> Flux
		.just(ScriptedChatModel.chunk(this.poisoned ? "answer " + this.asked() : "Send it back.", "STOP")));

	private SemanticFixture fixture = fixture(new Auditing(1, 1_000, 0.8));

	private int asked() {
		return this.model.calls();
	}

	private SemanticFixture fixture(Auditing auditing) {
		TestPolicy policy = new TestPolicy();
		policy.threshold = 0.8;
		policy.auditing = auditing;
		return new SemanticFixture(policy, this.observations);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	// All of them mean the same, and none is asked twice
	private static String question(int number) {
		return "How %s %s return a broken kettle to the %s shop in town?"
			.formatted(VERBS.get(number % VERBS.size()), WHO.get(number / VERBS.size() % WHO.size()),
					"nearest ".repeat(number / 48).trim())
			.replace("  ", " ");
	}

	private static CacheOutcome ask(ChatClient client, String question) {
		return Objects.requireNonNull(CacheOutcome
			.from(Objects.requireNonNull(client.prompt(question).call().chatClientResponse()).context()));
	}

	private void awaitVerdicts(int count) {
		await().until(() -> this.fixture.status().precision().judged() >= count);
	}

	@Test
	void asksTheModelTooAndCountsItAgainstTheSavings() {
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		assertThat(ask(client, question(1)).layer()).isEqualTo(Layer.SEMANTIC);
		awaitVerdicts(1);
		assertThat(this.fixture.status().precision()).isEqualTo(new Precision(1, 1));
		await().until(() -> this.fixture.report().audits().answers() == 1);
		assertThat(this.fixture.report().net().answers()).isZero();
		assertThat(this.fixture.report().net().tokens().input()).isZero();
	}

	@Test
	void asksForNoMoreThanItsBudget() {
		this.fixture.close();
		this.fixture = fixture(new Auditing(1, 2, 0.8));
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		for (int i = 1; i <= 2; i++) {
			ask(client, question(i));
			awaitVerdicts(i);
		}
		for (int i = 3; i < 8; i++) {
			assertThat(ask(client, question(i)).status()).isEqualTo(Status.HIT);
		}
		this.fixture.clock.advance(Duration.ofMinutes(1));
		ask(client, question(8));
		awaitVerdicts(3);
		assertThat(this.model.calls()).isEqualTo(4);
	}

	@Test
	void auditsNothingWhereNothingIsToBeAudited() {
		this.fixture.close();
		this.fixture = fixture(Auditing.NONE);
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		for (int i = 0; i < 40; i++) {
			assertThat(ask(client, question(1)).layer()).isEqualTo(Layer.SEMANTIC);
		}
		assertThat(this.model.calls()).isOne();
	}

	private CacheOutcome askUntilUnreliable() {
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		this.poisoned = true;
		int number = 1;
		while (this.fixture.status().serves()) {
			assertThat(number).isLessThan(30);
			long judged = this.fixture.status().precision().judged();
			if (ask(client, question(number++)).status() == Status.HIT) {
				awaitVerdicts((int) judged + 1);
			}
		}
		return ask(client, question(number));
	}

	@Test
	void servesNothingMoreOnceTooManyAnswersWereWrong() {
		CacheOutcome outcome = askUntilUnreliable();
		assertThat(outcome.status()).isEqualTo(Status.MISS);
		assertThat(outcome.reason()).isEqualTo("unreliable");
		assertThat(this.fixture.status().precision().share()).isLessThan(0.5);
	}

	@Test
	void anotherInstanceLearnsOfIt() {
		askUntilUnreliable();
		try (SemanticFixture other = fixture(new Auditing(0, 0, 0.8))) {
			ChatClient client = other.client(ScriptedChatModel.answering("Send it back.", "STOP"));
			ask(client, question(0));
			assertThat(ask(client, question(1)).reason()).isEqualTo("unreliable");
		}
	}

	@Test
	void returnsOnceItsAnswersWouldBeRightAgain() {
		ChatClient client = this.fixture.client(this.model);
		for (int i = 0; i < 12; i++) {
			this.observations.add(subject(), new Observation(1, false));
		}
		ask(client, question(0));
		int number = 1;
		while (ask(client, question(number)).status() == Status.MISS) {
			assertThat(number++).isLessThan(60);
		}
		assertThat(number).isGreaterThan(5);
		assertThat(this.fixture.status().serves()).isTrue();
	}

	private Fingerprint subject() {
		return this.fixture.precisions.subject("default", new Threshold(0.8));
	}

	@Test
	void anAnswerThatIsRejectedIsServedNoMore() {
		this.fixture.close();
		this.fixture = fixture(new Auditing(0, 0, 0.8));
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		String exact = Objects.requireNonNull(ask(client, question(0)).answerId());
		String semantic = Objects.requireNonNull(ask(client, question(1)).answerId());
		assertThat(this.fixture.cache.reject(semantic)).isTrue();
		assertThat(ask(client, question(2)).status()).isEqualTo(Status.MISS);
		assertThat(ask(client, question(0)).status()).isEqualTo(Status.HIT);
		assertThat(this.fixture.cache.reject(exact)).isTrue();
		assertThat(this.fixture.status().precision()).isEqualTo(new Precision(0, 1));
	}

	@Test
	void theSameQuestionIsAskedAnewOnceItsAnswerWasRejected() {
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		assertThat(this.fixture.cache.reject(Objects.requireNonNull(ask(client, question(0)).answerId()))).isTrue();
		assertThat(ask(client, question(0)).status()).isEqualTo(Status.MISS);
	}

	@Test
	void aSecondWrongAnswerToTheSameQuestionCanBeRejectedToo() {
		ChatClient client = this.fixture.client(this.model);
		String before = "";
		for (int i = 0; i < 3; i++) {
			ask(client, question(0));
			String id = Objects.requireNonNull(ask(client, question(0)).answerId());
			assertThat(id).isNotEqualTo(before);
			assertThat(this.fixture.cache.reject(id)).isTrue();
			assertThat(this.fixture.cache.reject(id)).isFalse();
			before = id;
			this.fixture.clock.advance(Duration.ofSeconds(1));
		}
		assertThat(this.model.calls()).isEqualTo(3);
	}

	@Test
	void whatWasReportedLeavesANewerAnswerAlone() {
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		String old = Objects.requireNonNull(ask(client, question(0)).answerId());
		this.fixture.clock.advance(Duration.ofMinutes(61));
		ask(client, question(0));
		this.fixture.cache.reject(old);
		assertThat(ask(client, question(0)).layer()).isEqualTo(Layer.EXACT);
	}

	@Test
	void anAnswerThatHasExpiredIsNotAudited() {
		this.fixture.close();
		TestPolicy policy = new TestPolicy();
		policy.threshold = 0.8;
		policy.auditing = new Auditing(1, 1_000, 0.8);
		policy.freshness = new FreshnessSettings("", Set.of(), 0, Duration.ZERO, Duration.ofHours(9), false, 60);
		this.fixture = new SemanticFixture(policy, this.observations);
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		this.fixture.clock.advance(Duration.ofMinutes(61));
		assertThat(ask(client, question(1)).status()).isEqualTo(Status.MISS);
		assertThat(this.fixture.status().precision().judged()).isZero();
	}

	@Test
	void anAnswerThatIsConfirmedCountsAsRight() {
		this.fixture.close();
		this.fixture = fixture(new Auditing(0, 0, 0.8));
		ChatClient client = this.fixture.client(this.model);
		ask(client, question(0));
		assertThat(this.fixture.cache.confirm(Objects.requireNonNull(ask(client, question(1)).answerId()))).isTrue();
		assertThat(ask(client, question(2)).status()).isEqualTo(Status.HIT);
		assertThat(this.fixture.status().precision()).isEqualTo(new Precision(1, 1));
	}

	@Test
	void aMissHasNoAnswerToReport() {
		assertThat(ask(this.fixture.client(this.model), question(0)).answerId()).isNull();
	}

}

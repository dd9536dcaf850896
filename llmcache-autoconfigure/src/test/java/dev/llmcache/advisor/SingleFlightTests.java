package dev.llmcache.advisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.policy.FlightSettings;
import dev.llmcache.test.ScriptedChatModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SingleFlightTests {

	private static final int CALLERS = 1_000;

	private static final String QUESTION = "When do you open?";

	private final AdvisorFixture fixture = AdvisorFixture.singleTenant();

	private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

	private final AtomicInteger asked = new AtomicInteger();

	private final CountDownLatch answered = new CountDownLatch(1);

	private final ScriptedChatModel slow = ScriptedChatModel.scripted((prompt) -> {
		int number = this.asked.incrementAndGet();
		awaitAnswer();
		return Flux.just(ScriptedChatModel.chunk("answer " + number, "STOP"));
	});

	@AfterEach
	void close() {
		this.answered.countDown();
		this.callers.close();
	}

	@Test
	void oneCallAsksTheModelForAllWhoAskAtOnce() throws Exception {
		ChatClient client = this.fixture.client(this.slow);
		List<Future<ChatClientResponse>> responses = ask(client, CALLERS);
		await().until(() -> this.asked.get() == 1);
		this.answered.countDown();
		List<Status> statuses = new ArrayList<>();
		for (Future<ChatClientResponse> response : responses) {
			assertThat(text(response.get(10, TimeUnit.SECONDS))).isEqualTo("answer 1");
			statuses.add(status(response.get()));
		}
		assertThat(this.asked).hasValue(1);
		assertThat(statuses).containsOnlyOnce(Status.MISS).contains(Status.COALESCED);
	}

	@Test
	void oneInstanceAsksTheModelForAll() throws Exception {
		ChatClient one = this.fixture.client(this.slow);
		ChatClient other = this.fixture.clientOfAnotherInstance(this.slow);
		List<Future<ChatClientResponse>> responses = ask(one, 10);
		await().until(() -> this.asked.get() == 1);
		responses.addAll(ask(other, 10));
		this.answered.countDown();
		for (Future<ChatClientResponse> response : responses) {
			assertThat(text(response.get(10, TimeUnit.SECONDS))).isEqualTo("answer 1");
		}
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void aCallThatFailsTakesNoOtherWithIt() throws Exception {
		ChatClient client = this.fixture.client(ScriptedChatModel.scripted((prompt) -> {
			int number = this.asked.incrementAndGet();
			awaitAnswer();
			return (number == 1) ? Flux.error(new IllegalStateException("overloaded"))
					: Flux.just(ScriptedChatModel.chunk("answer " + number, "STOP"));
		}));
		Future<ChatClientResponse> leader = ask(client, 1).getFirst();
		await().until(() -> this.asked.get() == 1);
		List<Future<ChatClientResponse>> others = ask(client, 20);
		this.answered.countDown();
		assertThatThrownBy(leader::get).rootCause().hasMessage("overloaded");
		for (Future<ChatClientResponse> other : others) {
			assertThat(text(other.get(10, TimeUnit.SECONDS))).isEqualTo("answer 2");
		}
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void givesNobodyElseAnAnswerThatMayNotBeStored() throws Exception {
		ChatClient client = this.fixture.client(ScriptedChatModel.scripted((prompt) -> {
			int number = this.asked.incrementAndGet();
			awaitAnswer();
			return Flux.just(ScriptedChatModel.chunk("answer " + number, (number == 1) ? "LENGTH" : "STOP"));
		}));
		Future<ChatClientResponse> leader = ask(client, 1).getFirst();
		await().until(() -> this.asked.get() == 1);
		Future<ChatClientResponse> other = ask(client, 1).getFirst();
		this.answered.countDown();
		assertThat(text(leader.get(10, TimeUnit.SECONDS))).isEqualTo("answer 1");
		assertThat(text(other.get(10, TimeUnit.SECONDS))).isEqualTo("answer 2");
	}

	@Test
	void waitsNoLongerThanThePolicySays() throws Exception {
		AdvisorFixture impatient = AdvisorFixture
			.withPolicy((policy) -> policy.flight = new FlightSettings(true, Duration.ofMillis(50)));
		ChatClient client = impatient.client(ScriptedChatModel.scripted((prompt) -> {
			int number = this.asked.incrementAndGet();
			if (number == 1) {
				awaitAnswer();
			}
			return Flux.just(ScriptedChatModel.chunk("answer " + number, "STOP"));
		}));
		Future<ChatClientResponse> leader = ask(client, 1).getFirst();
		await().until(() -> this.asked.get() == 1);
		assertThat(text(ask(client, 1).getFirst().get(10, TimeUnit.SECONDS))).isEqualTo("answer 2");
		assertThat(leader.isDone()).isFalse();
	}

	@Test
	void aStreamWaitsForItsFirstChunkNoLongerThanThePolicySays() {
		AdvisorFixture impatient = AdvisorFixture
			.withPolicy((policy) -> policy.flight = new FlightSettings(true, Duration.ofMillis(50)));
		ChatClient client = impatient.client(ScriptedChatModel.scripted((prompt) -> (this.asked.incrementAndGet() == 1)
				? Flux.never() : Flux.just(ScriptedChatModel.chunk("answer 2", "STOP"))));
		Disposable leader = client.prompt(QUESTION).stream().content().subscribe();
		await().until(() -> this.asked.get() == 1);
		assertThat(client.prompt(QUESTION).stream().content().blockLast(Duration.ofSeconds(10))).isEqualTo("answer 2");
		leader.dispose();
	}

	@Test
	void callsThatWantNoStoredAnswerAskForThemselves() throws Exception {
		ChatClient client = this.fixture.client(this.slow);
		Future<ChatClientResponse> leader = ask(client, 1).getFirst();
		await().until(() -> this.asked.get() == 1);
		Future<?> forced = this.callers
			.submit(() -> client.prompt(QUESTION).advisors(LlmCacheParams.noCache()).call().content());
		await().until(() -> this.asked.get() == 2);
		this.answered.countDown();
		forced.get(10, TimeUnit.SECONDS);
		leader.get(10, TimeUnit.SECONDS);
	}

	@Test
	void canBeSwitchedOff() {
		AdvisorFixture off = AdvisorFixture
			.withPolicy((policy) -> policy.flight = new FlightSettings(false, Duration.ofSeconds(30)));
		ask(off.client(this.slow), 3);
		await().until(() -> this.asked.get() == 3);
	}

	@Test
	void streamsGetTheChunksOfTheFirstAsTheyCome() {
		Sinks.Many<ChatResponse> chunks = Sinks.many().replay().all();
		ScriptedChatModel model = ScriptedChatModel.streaming(chunks.asFlux());
		ChatClient client = this.fixture.client(model);
		Received leader = Received.from(client);
		await().until(() -> model.calls() == 1);
		chunks.tryEmitNext(ScriptedChatModel.chunk("At ", null));
		await().until(() -> leader.text().equals("At "));
		Received follower = Received.from(client);
		await().until(() -> follower.text().equals("At "));
		chunks.tryEmitNext(ScriptedChatModel.chunk("nine.", "STOP"));
		chunks.tryEmitComplete();
		await().until(() -> leader.isDone() && follower.isDone());
		assertThat(leader.text()).isEqualTo(follower.text()).isEqualTo("At nine.");
		assertThat(follower.statuses()).containsOnly(Status.COALESCED);
		assertThat(model.calls()).isOne();
	}

	@Test
	void aStreamGoesOnForOthersWhenTheFirstLeaves() {
		Sinks.Many<ChatResponse> chunks = Sinks.many().replay().all();
		ScriptedChatModel model = ScriptedChatModel.streaming(chunks.asFlux());
		ChatClient client = this.fixture.client(model);
		Received leader = Received.from(client);
		await().until(() -> model.calls() == 1);
		Received follower = Received.from(client);
		chunks.tryEmitNext(ScriptedChatModel.chunk("At ", null));
		await().until(() -> follower.text().equals("At "));
		leader.cancel();
		chunks.tryEmitNext(ScriptedChatModel.chunk("nine.", "STOP"));
		chunks.tryEmitComplete();
		await().until(follower::isDone);
		assertThat(follower.text()).isEqualTo("At nine.");
		assertThat(model.calls()).isOne();
		assertThat(this.fixture.store.records()).hasSize(1);
	}

	@Test
	void aStreamEndsWhenEverybodyHasLeft() {
		AtomicInteger cancelled = new AtomicInteger();
		ScriptedChatModel model = ScriptedChatModel
			.streaming(Flux.<ChatResponse>never().doOnCancel(cancelled::incrementAndGet));
		ChatClient client = this.fixture.client(model);
		Received leader = Received.from(client);
		await().until(() -> model.calls() == 1);
		Received follower = Received.from(client);
		await().pollDelay(Duration.ofMillis(50)).until(() -> true);
		leader.cancel();
		follower.cancel();
		await().until(() -> cancelled.get() == 1);
		Received next = Received.from(client);
		await().until(() -> model.calls() == 2);
		next.cancel();
	}

	@Test
	void aStreamThatFailsBeforeItsFirstChunkTakesNoOtherWithIt() {
		Sinks.Many<ChatResponse> failing = Sinks.many().replay().all();
		ScriptedChatModel model = ScriptedChatModel.scripted((prompt) -> (this.asked.incrementAndGet() == 1)
				? failing.asFlux() : Flux.just(ScriptedChatModel.chunk("At nine.", "STOP")));
		ChatClient client = this.fixture.client(model);
		Received leader = Received.from(client);
		await().until(() -> model.calls() == 1);
		Received follower = Received.from(client);
		await().pollDelay(Duration.ofMillis(50)).until(() -> true);
		failing.tryEmitError(new IllegalStateException("overloaded"));
		await().until(() -> leader.isDone() && follower.isDone());
		assertThat(leader.failure()).isNotNull();
		assertThat(follower.failure()).isNull();
		assertThat(follower.text()).isEqualTo("At nine.");
	}

	@Test
	void aStreamThatFailsInTheMiddleIsGoneOnWithIfTheModelSaysTheSame() {
		Received follower = followerOfAStreamThatBreaksOffAfter("At ", "At nine.");
		assertThat(follower.failure()).isNull();
		assertThat(follower.text()).isEqualTo("At nine.");
	}

	@Test
	void aStreamThatFailsInTheMiddleIsNeverGoneOnWithInOtherWords() {
		Received follower = followerOfAStreamThatBreaksOffAfter("At ", "From nine on.");
		assertThat(follower.failure()).isNotNull();
		assertThat(follower.text()).isEqualTo("At ");
	}

	private Received followerOfAStreamThatBreaksOffAfter(String start, String second) {
		Sinks.Many<ChatResponse> failing = Sinks.many().replay().all();
		ScriptedChatModel model = ScriptedChatModel
			.scripted((prompt) -> (this.asked.incrementAndGet() == 1) ? failing.asFlux()
					: Flux.fromArray(second.split("(?<= )"))
						.map((word) -> ScriptedChatModel.chunk(word, null))
						.concatWith(Flux.just(ScriptedChatModel.chunk("", "STOP"))));
		ChatClient client = this.fixture.client(model);
		Received leader = Received.from(client);
		await().until(() -> model.calls() == 1);
		Received follower = Received.from(client);
		failing.tryEmitNext(ScriptedChatModel.chunk(start, null));
		await().until(() -> follower.text().equals(start) && leader.text().equals(start));
		failing.tryEmitError(new IllegalStateException("overloaded"));
		await().until(() -> follower.isDone() && leader.isDone());
		return follower;
	}

	private List<Future<ChatClientResponse>> ask(ChatClient client, int times) {
		List<Future<ChatClientResponse>> responses = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			responses.add(this.callers.submit(() -> client.prompt(QUESTION).call().chatClientResponse()));
		}
		return responses;
	}

	private void awaitAnswer() {
		try {
			assertThat(this.answered.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(ChatClientResponse response) {
		ChatResponse answer = Objects.requireNonNull(response.chatResponse());
		return Objects.requireNonNull(Objects.requireNonNull(answer.getResult()).getOutput().getText());
	}

	private static Status status(ChatClientResponse response) {
		return Objects.requireNonNull(CacheOutcome.from(response.context())).status();
	}

	/**
	 * What one subscriber has received.
	 */
	private static final class Received {

		private final List<ChatClientResponse> chunks = new CopyOnWriteArrayList<>();

		private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();

		private final Disposable.Swap subscription = Disposables.swap();

		static Received from(ChatClient client) {
			Received received = new Received();
			received.subscription.update(client.prompt(QUESTION)
				.stream()
				.chatClientResponse()
				.subscribe(received.chunks::add, (failure) -> received.end.complete(Optional.of(failure)),
						() -> received.end.complete(Optional.empty())));
			return received;
		}

		void cancel() {
			this.subscription.dispose();
		}

		boolean isDone() {
			return this.end.isDone();
		}

		@Nullable Throwable failure() {
			return this.end.join().orElse(null);
		}

		String text() {
			StringBuilder text = new StringBuilder();
			this.chunks.forEach((chunk) -> text.append(SingleFlightTests.text(chunk)));
			return text.toString();
		}

		List<Status> statuses() {
			return this.chunks.stream().map(SingleFlightTests::status).toList();
		}

	}

}

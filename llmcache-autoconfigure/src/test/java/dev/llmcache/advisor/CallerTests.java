package dev.llmcache.advisor;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.identity.ReactorContextName;
import dev.llmcache.identity.SecurityName;
import dev.llmcache.test.ScriptedChatModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.AdvisorSpec;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CallerTests {

	private final ScriptedChatModel model = ScriptedChatModel.counting();

	private final AdvisorFixture fixture = AdvisorFixture
		.withUsers(new IdentitySources(List.of(), List.of(new ReactorContextName("user"), SecurityName.ofPrincipal())));

	private final ChatClient annotated = this.fixture.namedClient("desk", this.model);

	private final ChatClient plain = this.fixture.client(this.model);

	@AfterEach
	void forget() {
		SecurityContextHolder.setStrategyName(SecurityContextHolder.MODE_THREADLOCAL);
		SecurityContextHolder.clearContext();
	}

	@Test
	void aCallIsOfWhomItsThreadWorksFor() {
		for (ChatClient client : List.of(this.annotated, this.plain)) {
			String answer = as("alice", () -> content(client));
			assertThat(as("bob", () -> content(client))).isNotEqualTo(answer);
			assertThat(as("alice", () -> content(client))).isEqualTo(answer);
		}
	}

	@Test
	void aCallOfNobodyIsNotCached() {
		assertThat(outcome(this.plain.prompt().user("q").call().chatClientResponse()).reason()).isEqualTo("no-user");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { SecurityContextHolder.MODE_THREADLOCAL, SecurityContextHolder.MODE_INHERITABLETHREADLOCAL })
	void aStreamIsOfWhoMadeItWhoeverItsThreadsWorkFor(String mode) {
		SecurityContextHolder.setStrategyName(mode);
		Scheduler bobs = bobs();
		ChatClient client = this.fixture.namedClient("desk", this.model, memory(bobs));
		String alices = as("alice", () -> content(client.prompt().advisors(CallerTests::inNewConversation)));
		String bobsOwn = as("bob", () -> content(client.prompt().advisors(CallerTests::inNewConversation)));
		Flux<String> stream = as("alice",
				() -> client.prompt().user("q").advisors(CallerTests::inNewConversation).stream().content());
		assertThat(as("bob", () -> text(stream.subscribeOn(bobs)))).isEqualTo(alices).isNotEqualTo(bobsOwn);
		bobs.dispose();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { SecurityContextHolder.MODE_THREADLOCAL, SecurityContextHolder.MODE_INHERITABLETHREADLOCAL })
	void aStreamOfAClientThatIsNotAnnotatedIsOfNobodyWhoeverItsThreadsWorkFor(String mode) {
		SecurityContextHolder.setStrategyName(mode);
		Scheduler bobs = bobs();
		ChatClient client = this.fixture.client(this.model, memory(bobs));
		as("bob", () -> content(client.prompt().advisors(CallerTests::inNewConversation)));
		Flux<ChatClientResponse> stream = as("alice",
				() -> client.prompt().user("q").advisors(CallerTests::inNewConversation).stream().chatClientResponse());
		CacheOutcome outcome = as("bob", () -> outcome(stream.subscribeOn(bobs)));
		assertThat(outcome.reason()).isEqualTo("no-user");
		bobs.dispose();
	}

	@Test
	void aStreamIsOfItsSubscriber() {
		for (ChatClient client : List.of(this.annotated, this.plain)) {
			Flux<String> stream = client.prompt().user("q").stream().content();
			Flux<String> another = client.prompt().user("q").stream().content();
			String alices = as("alice", () -> content(client));
			as("bob", () -> content(client));
			assertThat(text(stream.contextWrite(ReactiveSecurityContextHolder.withAuthentication(token("alice")))))
				.isEqualTo(alices);
			assertThat(text(another.contextWrite(Context.of("user", "alice")))).isEqualTo(alices);
		}
	}

	@Test
	void aSubscriberWhoIsLoadedLaterIsWaitedFor() {
		String alices = as("alice", () -> content(this.plain));
		Mono<SecurityContext> loaded = Mono.<SecurityContext>fromCallable(() -> new SecurityContextImpl(token("alice")))
			.subscribeOn(Schedulers.parallel());
		assertThat(text(this.plain.prompt()
			.user("q")
			.stream()
			.content()
			.contextWrite(ReactiveSecurityContextHolder.withSecurityContext(loaded)))).isEqualTo(alices);
	}

	@Test
	void aStreamWhoseSubscriberCannotBeToldIsNotCached() {
		Context broken = ReactiveSecurityContextHolder.withSecurityContext(Mono.error(new IllegalStateException()));
		CacheOutcome outcome = outcome(
				this.plain.prompt().user("q").stream().chatClientResponse().contextWrite(broken));
		assertThat(outcome.reason()).isEqualTo("error");
		assertThat(this.model.calls()).isOne();
		assertThat(this.fixture.store.records()).isEmpty();
	}

	@Test
	void aStreamThatIsMadeForOneAndSubscribedToByAnotherIsNotCached() {
		as("bob", () -> content(this.annotated));
		Flux<ChatClientResponse> stream = as("alice",
				() -> this.annotated.prompt().user("q").stream().chatClientResponse());
		assertThat(
				outcome(stream.contextWrite(ReactiveSecurityContextHolder.withAuthentication(token("bob")))).reason())
			.isEqualTo("error");
	}

	@Test
	void aParameterCountsBeforeEverythingElse() {
		String alices = as("alice", () -> content(this.annotated));
		assertThat(as("bob", () -> content(this.annotated.prompt().advisors(LlmCacheParams.user("alice")))))
			.isEqualTo(alices);
		assertThat(as("bob",
				() -> text(this.annotated.prompt()
					.user("q")
					.advisors(LlmCacheParams.user("alice"))
					.stream()
					.content()
					.contextWrite(Context.of("user", "bob")))))
			.isEqualTo(alices);
	}

	@Test
	void aRequestThatWandersBetweenThreadsIsOfNobody() {
		ChatClientRequestSpec spec = as("alice", () -> this.annotated.prompt().user("q"));
		assertThat(as("bob", () -> outcome(spec.stream().chatClientResponse())).reason()).isEqualTo("no-user");
		assertThat(outcome(spec.stream().chatClientResponse()).reason()).isEqualTo("no-user");
	}

	@Test
	void aRequestThatIsUsedAgainIsOfWhomItsThreadThenWorksFor() {
		ChatClientRequestSpec spec = this.annotated.prompt().user("q");
		List<String> answers = as("bob", () -> List.of(content(this.annotated), text(spec.stream().content())));
		assertThat(answers.getFirst()).isEqualTo("answer 1");
		SecurityContextHolder.setContext(new SecurityContextImpl(token("alice")));
		assertThat(text(spec.stream().content())).isNotEqualTo("answer 1");
		SecurityContextHolder.setContext(new SecurityContextImpl(token("bob")));
		assertThat(text(spec.stream().content())).isEqualTo("answer 1");
	}

	@Test
	void aClientDerivedFromARequestKeepsNobody() {
		ChatClient derived = as("alice", () -> {
			ChatClientRequestSpec spec = this.annotated.prompt().user("q");
			text(spec.stream().content());
			return spec.mutate().build();
		});
		assertThat(outcome(derived.prompt().user("q").stream().chatClientResponse()).reason()).isEqualTo("no-user");
		assertThat(outcome(derived.prompt().user("q").call().chatClientResponse()).reason()).isEqualTo("no-user");
	}

	@Test
	void resolversOfStreamsAreAskedOnTheThreadThatMakesThemOnly() {
		Set<Thread> asked = ConcurrentHashMap.newKeySet();
		AdvisorFixture resolving = AdvisorFixture.withUsers(IdentitySources.NONE.withResolvers(null, () -> {
			asked.add(Thread.currentThread());
			return "alice";
		}));
		ChatClient client = resolving.namedClient("desk", this.model, memory(Schedulers.boundedElastic()));
		Flux<String> stream = client.prompt().user("q").advisors(CallerTests::inNewConversation).stream().content();
		String answer = text(stream.subscribeOn(Schedulers.boundedElastic()));
		assertThat(content(client.prompt().advisors(CallerTests::inNewConversation))).isEqualTo(answer);
		assertThat(asked).containsExactly(Thread.currentThread());
	}

	@Test
	void withoutTenantsInGeneralAStreamOfAnUnknownOneIsNotShared() {
		AdvisorFixture single = AdvisorFixture
			.withoutTenants(new IdentitySources(List.of(SecurityName.ofPrincipal()), List.of()));
		ChatClient client = single.client(this.model);
		Flux<ChatClientResponse> stream = as("acme", () -> client.prompt().user("q").stream().chatClientResponse());
		assertThat(as("acme", () -> outcome(stream)).reason()).isEqualTo("no-tenant");
		assertThat(single.store.records()).isEmpty();
		assertThat(outcome(client.prompt()
			.user("q")
			.stream()
			.chatClientResponse()
			.contextWrite(ReactiveSecurityContextHolder.withSecurityContext(Mono.empty()))).status())
			.isEqualTo(Status.MISS);
	}

	@Test
	void whomNobodyNeedsToKnowIsNotLookedFor() {
		AdvisorFixture byTenant = AdvisorFixture.withTenants(IdentitySources.NONE.withResolvers(null, () -> {
			throw new IllegalStateException("no user");
		}));
		ChatClient client = byTenant.client(this.model);
		String answer = content(client.prompt().advisors(LlmCacheParams.tenant("acme")));
		assertThat(text(client.prompt().user("q").advisors(LlmCacheParams.tenant("acme")).stream().content()))
			.isEqualTo(answer);
	}

	@Test
	void aResolverThatFailsKeepsAStreamOutOfTheCacheAndNoMore() {
		AdvisorFixture failing = AdvisorFixture.withTenants(() -> {
			throw new IllegalStateException("no tenant");
		});
		ChatClient client = failing.namedClient("desk", this.model);
		assertThat(outcome(client.prompt().user("q").stream().chatClientResponse()).reason()).isEqualTo("error");
		assertThat(this.model.calls()).isOne();
		assertThat(
				outcome(client.prompt().user("q").advisors(LlmCacheParams.tenant("acme")).stream().chatClientResponse())
					.status())
			.isEqualTo(Status.MISS);
	}

	@Test
	void whoAsksDoesNotMatterToACacheThatIsOff() {
		AdvisorFixture failing = AdvisorFixture.withTenants(() -> {
			throw new IllegalStateException("no tenant");
		});
		failing.cache.setEnabled(false);
		assertThat(outcome(failing.namedClient("desk", this.model).prompt().user("q").stream().chatClientResponse())
			.reason()).isEqualTo("disabled");
	}

	@Test
	void aCachedClientOfACachedClientHasTheCacheOnce() {
		ChatClient twice = new CachedChatClient(this.annotated, this.fixture.advisors, "desk", "default");
		String alices = as("alice", () -> content(this.annotated));
		assertThat(as("alice", () -> text(twice.prompt().user("q").stream().content()))).isEqualTo(alices);
	}

	@Test
	void failuresOfARequestAreItsOwn() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.annotated.prompt().user(" "));
	}

	private static MessageChatMemoryAdvisor memory(Scheduler scheduler) {
		return MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).scheduler(scheduler).build();
	}

	private static void inNewConversation(AdvisorSpec advisors) {
		advisors.param(ChatMemory.CONVERSATION_ID, UUID.randomUUID().toString());
	}

	/** Threads that work for Bob, or inherit that from the one that makes them. */
	private static Scheduler bobs() {
		Scheduler scheduler = Schedulers.newBoundedElastic(1, 100, "bobs");
		boolean inherited = as("bob", () -> Mono.fromCallable(() -> {
			boolean isBob = SecurityContextHolder.getContext().getAuthentication() != null;
			SecurityContextHolder.setContext(new SecurityContextImpl(token("bob")));
			return isBob;
		}).subscribeOn(scheduler).blockOptional().orElseThrow());
		assertThat(inherited).isEqualTo(
				SecurityContextHolder.getContextHolderStrategy().getClass().getSimpleName().startsWith("Inheritable"));
		return scheduler;
	}

	private static TestingAuthenticationToken token(String user) {
		return new TestingAuthenticationToken(user, "", "ROLE_USER");
	}

	/** Works for a user on a thread of its own. */
	private static <T> T as(String user, Callable<T> work) {
		FutureTask<T> task = new FutureTask<>(() -> {
			SecurityContextHolder.setContext(new SecurityContextImpl(token(user)));
			return work.call();
		});
		Thread.ofPlatform().start(task);
		try {
			return task.get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String content(ChatClient client) {
		return content(client.prompt());
	}

	private static String content(ChatClientRequestSpec spec) {
		return Objects.requireNonNull(spec.user("q").call().content());
	}

	private static String text(Flux<String> stream) {
		return String.join("", stream.collectList().blockOptional().orElseThrow());
	}

	private static CacheOutcome outcome(Flux<ChatClientResponse> stream) {
		return outcome(stream.blockLast());
	}

	private static CacheOutcome outcome(@Nullable ChatClientResponse response) {
		return Objects.requireNonNull(CacheOutcome.from(Objects.requireNonNull(response).context()));
	}

}

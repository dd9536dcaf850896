package dev.llmcache.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.llmcache.test.TestGenerations;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.CallSettings;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatModel;

/**
 * A provider's server, Spring AI's client of it, and a cache in front of that.
 */
final class ProviderFixture implements AutoCloseable {

	static final String TEXT = "We open \"at nine\" on weekdays –\nauch im Müllerhaus 🕘 – and at ten on Saturdays.";

	static final double TEMPERATURE = 0.9;

	private static final String QUESTION = "When do you open?";

	private final WireFormat format;

	private final ModelServer server;

	private final MapAnswerStore store;

	private final CacheAdvisors advisors;

	private final ChatModel model;

	ProviderFixture(WireFormat format) {
		this(format, new TestPolicy());
	}

	ProviderFixture(WireFormat format, TestPolicy policy) {
		this.format = format;
		this.server = server(format.path());
		this.model = model(this.server, TEMPERATURE);
		MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));
		this.store = new MapAnswerStore(clock);
		this.advisors = advisors(this.store, policy, clock);
		answers(format.complete());
	}

	/** From now on, all answers are {@link #TEXT}, with this finish reason. */
	void answers(String finishReason) {
		script((request, number) -> this.format.reply(answer(number, finishReason), request));
	}

	void script(ModelServer.Script script) {
		this.server.script(script);
	}

	/** Answer to the n-th request. */
	static ModelAnswer answer(int number, String finishReason) {
		return new ModelAnswer("answer-" + number, TEXT, finishReason, null, null);
	}

	/** Bodies of the requests that reached the provider. */
	List<JsonNode> requests() {
		return this.server.requests();
	}

	/** Their temperatures, where they have one. */
	List<Optional<Double>> temperatures() {
		return requests().stream()
			.map((request) -> this.format.sampling(request).path("temperature"))
			.map((temperature) -> temperature.isNumber() ? Optional.of(temperature.asDouble())
					: Optional.<Double>empty())
			.toList();
	}

	/** How many answers are stored. */
	int stored() {
		return this.store.records().size();
	}

	ChatClientRequestSpec prompt() {
		return cached(this.model);
	}

	ChatClientRequestSpec promptWithoutTemperature() {
		return cached(model(this.server, null));
	}

	/** The same question to a model that another server serves. */
	ChatClientRequestSpec promptOf(ModelServer other) {
		return cached(model(other, TEMPERATURE));
	}

	ChatClientRequestSpec uncachedPrompt() {
		return ChatClient.create(this.model).prompt().user(QUESTION);
	}

	/** Another server that answers as the first one does. */
	ModelServer otherServer() {
		ModelServer other = server(this.format.path());
		other.script((request, number) -> this.format.reply(answer(number, this.format.complete()), request));
		return other;
	}

	ChatClientResponse call() {
		return prompt().call().chatClientResponse();
	}

	List<ChatClientResponse> stream() {
		return stream(prompt());
	}

	static List<ChatClientResponse> stream(ChatClientRequestSpec prompt) {
		return Objects.requireNonNull(prompt.stream().chatClientResponse().collectList().block(WireFormat.TIMEOUT));
	}

	@Override
	public void close() {
		this.server.close();
	}

	private ChatModel model(ModelServer at, @Nullable Double temperature) {
		return this.format.chatModel(at.url(), temperature);
	}

	private ChatClientRequestSpec cached(ChatModel cachedModel) {
		return ChatClient.builder(cachedModel).defaultAdvisors(this.advisors.all()).build().prompt().user(QUESTION);
	}

	private static CacheAdvisors advisors(MapAnswerStore store, TestPolicy policy, MutableInstantSource clock) {
		Keyring keyring = new Keyring(Secret.random(), null);
		LlmCache cache = TestGenerations.cache(keyring, clock,
				(generations) -> new ExactCache(store, generations, keyring.currentId(), clock), (layer, failure) -> {
					throw new AssertionError(failure);
				});
		return CacheAdvisors.of(cache, keyring, Map.of(PolicySettings.DEFAULT, policy.policy(false)),
				new CallSettings("test", "", IdentitySources.NONE, List.of()), new InMemoryLeaseStore(clock), clock);
	}

	private static ModelServer server(String path) {
		try {
			return new ModelServer(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

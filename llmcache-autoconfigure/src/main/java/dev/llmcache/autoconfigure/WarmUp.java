package dev.llmcache.autoconfigure;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import dev.llmcache.CacheHooks;
import dev.llmcache.Generations;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.CallSettings;
import dev.llmcache.edge.EdgeTrace;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.freshness.Freshness;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Asks a cache of its own twice once the application is ready, which does not wait for
 * it, on a thread of its own, so that the first repeated question of a user does not wait
 * for classes to be loaded. No stream, for which an application that has none would keep
 * hundreds of classes.
 * <p>
 * Touches neither the application's model nor its stores.
 */
final class WarmUp implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private static final long STORE_BYTES = 64 * 1024;

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		Thread.ofPlatform().daemon().name("llmcache-warm-up").start(WarmUp::run);
	}

	static void run() {
		InstantSource clock = InstantSource.system();
		// Known to be made for no response that is under way
		EdgeTrace.bind(new EdgeTrace());
		try (AnswerStore store = new CaffeineAnswerStore(STORE_BYTES, clock);
				CacheAdvisors advisors = advisors(store, clock)) {
			ChatClient client = ChatClient.builder(new Model()).defaultAdvisors(advisors.all()).build();
			client.prompt("When do you open?").call().content();
			client.prompt("When do you open?").call().content();
		}
		catch (RuntimeException ex) {
			logger.debug("The cache did not warm up", ex);
		}
		finally {
			EdgeTrace.bind(null);
		}
	}

	private static CacheAdvisors advisors(AnswerStore store, InstantSource clock) {
		Keyring keyring = new Keyring(Secret.random(), null);
		Generations generations = new FleetGenerations(new InMemoryGenerationStore(clock), Freshness.STANDARD, clock);
		LlmCache cache = new LlmCache(List.of(new ExactCache(store, generations, keyring.currentId(), clock)),
				List.of(), generations, new MarkDigests(keyring, ""), CacheHooks.of((layer, failure) -> {
				}));
		return CacheAdvisors.of(cache, keyring,
				Map.of(PolicySettings.DEFAULT, new CachePolicy(Policies.BUILT_IN, false)),
				new CallSettings("", "", IdentitySources.NONE, List.of()), new InMemoryLeaseStore(clock), clock);
	}

	private static final class Model implements ChatModel {

		@Override
		public ChatResponse call(Prompt prompt) {
			return new ChatResponse(List.of(new Generation(new AssistantMessage("At nine."))));
		}

		@Override
		public ChatOptions getOptions() {
			return ChatOptions.builder().model("warm-up").build();
		}

	}

}

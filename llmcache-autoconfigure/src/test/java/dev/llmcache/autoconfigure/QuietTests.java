package dev.llmcache.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.llmcache.Invalidation;
import dev.llmcache.InvalidationFailedException;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.transfer.CacheTransfer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is logged at any level, and thrown to callers, while stores fail with exceptions
 * that quote what they were given.
 */
class QuietTests {

	private static final String TENANT = "tenant-magenta";

	private static final String USER = "user-cerulean";

	private static final String TAG = "tag-vermilion";

	private static final String QUESTION = "How do I polish my heliotrope tortoise?";

	private static final String ANSWER = "answer-chartreuse";

	private static final String NO_ROOM = "No room";

	private static final List<String> SECRETS = List.of("magenta", "cerulean", "vermilion", "heliotrope", "chartreuse");

	private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.llmcache");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final AtomicBoolean failing = new AtomicBoolean();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, ChatClientAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class,
				() -> ScriptedChatModel.scripted((prompt) -> Flux.just(ScriptedChatModel.chunk(ANSWER, "STOP"))))
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withBean(FailingStores.class, () -> new FailingStores(this.failing))
		.withPropertyValues("llmcache.tenancy=multi", "llmcache.defaults.owner=user",
				"llmcache.defaults.semantic.enabled=true", "llmcache.defaults.semantic.threshold=0.8");

	@BeforeEach
	void listen() {
		this.logger.setLevel(Level.TRACE);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
	}

	@Test
	void nothingOfACallIsLogged() {
		this.runner.run((context) -> {
			callEveryWay(context);
			transfer(context);
			this.failing.set(true);
			callEveryWay(context);
			transfer(context);
			this.failing.set(false);
			context.getBean(LlmCache.class).erase(Invalidation.byTenant(TENANT));
		});
		assertThat(logged()).isNotEmpty()
			.anyMatch((event) -> event.contains("layer fails"))
			.allSatisfy((event) -> assertThat(event).doesNotContainIgnoringCase(SECRETS.toArray(String[]::new)));
	}

	@Test
	void noExceptionOfTheCacheQuotesWhatItWasAskedFor() {
		this.runner.run((context) -> {
			this.failing.set(true);
			LlmCache cache = context.getBean(LlmCache.class);
			Throwable thrown = catchThrowable(
					() -> cache.invalidate(Invalidation.byTag(TAG), Invalidation.byUser(TENANT, USER)));
			assertThat(thrown).isInstanceOf(InvalidationFailedException.class);
			assertThat(thrown.getMessage()).doesNotContainIgnoringCase(SECRETS.toArray(String[]::new));
			this.failing.set(false);
		});
	}

	private void callEveryWay(AssertableApplicationContext context) {
		ChatClient client = context.getBean(ChatClient.class);
		for (int i = 0; i < 2; i++) {
			assertThat(identified(client).call().content()).isEqualTo(ANSWER);
			assertThat(identified(client).stream().content().collectList().block()).containsExactly(ANSWER);
			assertThat(client.prompt(QUESTION + " Please").advisors(LlmCacheParams.tenant(TENANT)).call().content())
				.isEqualTo(ANSWER);
			assertThat(client.prompt(QUESTION).call().content()).isEqualTo(ANSWER);
		}
		LlmCache cache = context.getBean(LlmCache.class);
		cache.reject(USER);
		attempt(() -> cache.invalidate(Invalidation.byTag(TAG)));
		attempt(() -> cache.erase(Invalidation.byUser(TENANT, USER)));
	}

	private static ChatClientRequestSpec identified(ChatClient client) {
		return client.prompt(QUESTION)
			.advisors(LlmCacheParams.tenant(TENANT))
			.advisors(LlmCacheParams.user(USER))
			.advisors(LlmCacheParams.tags(TAG));
	}

	// Whether it fails is for other tests to say; what a store threw, an export passes on
	private static void attempt(ThrowingCallable call) {
		Throwable failure = catchThrowable(call);
		boolean ofStore = failure instanceof IllegalStateException
				&& String.valueOf(failure.getMessage()).startsWith(NO_ROOM);
		assertThat(ofStore ? "" : String.valueOf(failure)).doesNotContain(QUESTION, ANSWER, TENANT, USER, TAG);
	}

	private static void transfer(AssertableApplicationContext context) throws IOException {
		CacheTransfer transfer = context.getBean(CacheTransfer.class);
		attempt(() -> transfer.exportTo(new ByteArrayOutputStream()));
		String lines = """
				{"question":"%1$s","answer":"%2$s","client":"client","tenant":"%3$s","user":"%4$s","tags":["%5$s"]}
				{"question":"%1$s","answer":"%2$s","client":"%3$s"}
				{"question":"%1$s","%2$s":"%3$s"}
				{"question":"%1$s
				""".formatted(QUESTION, ANSWER, TENANT, USER, TAG);
		attempt(() -> transfer.importFrom(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8))));
	}

	private List<String> logged() {
		Awaitility.await().until(() -> !this.appender.list.isEmpty());
		return new ArrayList<>(this.appender.list).stream()
			.map((event) -> event.getFormattedMessage() + ((event.getThrowableProxy() != null)
					? ThrowableProxyUtil.asString(event.getThrowableProxy()) : ""))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		@LlmCached
		ChatClient client(ChatClient.Builder builder) {
			return builder.build();
		}

	}

	/**
	 * Has stores throw what they were given, and more.
	 */
	private record FailingStores(AtomicBoolean failing) implements BeanPostProcessor {

		private static final List<Class<?>> STORES = List.of(AnswerStore.class, VectorIndex.class,
				GenerationStore.class, LeaseStore.class, QuestionEmbedder.class);

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			return STORES.stream()
				.filter((type) -> type.isInstance(bean))
				.findFirst()
				.map((type) -> failing(type, bean))
				.orElse(bean);
		}

		private Object failing(Class<?> type, Object bean) {
			return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(proxy, method, arguments) -> {
						boolean reads = method.getParameterCount() > 0
								&& !method.getDeclaringClass().equals(Object.class);
						if (this.failing.get() && reads) {
							throw new IllegalStateException((NO_ROOM + " for %s of %s %s %s: %s").formatted(QUESTION,
									TENANT, USER, TAG, ANSWER), new IOException(QUESTION));
						}
						try {
							return method.invoke(bean, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

	}

}

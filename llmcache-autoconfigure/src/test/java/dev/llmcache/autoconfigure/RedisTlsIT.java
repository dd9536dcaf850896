package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.llmcache.CacheOutcome;
import dev.llmcache.Layer;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.servers.EdgeServer;
import dev.llmcache.test.servers.RedisServer;
import dev.llmcache.test.servers.TestCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redis over TLS, with a certificate of an authority that only the application knows.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisTlsIT {

	private static final String QUESTION = "When do you open?";

	private final TestCertificate certificate = TestCertificate.issue();

	private final int port = EdgeServer.freePort();

	private final RedisServer server = RedisServer.start(this.certificate, this.port);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class,
				SslAutoConfiguration.class))
		.withUserConfiguration(SharedStoresIT.Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
				"llmcache.exact.store=redis", "llmcache.semantic.enabled=false", "llmcache.exact.redis.timeout=5s",
				"llmcache.exact.timeout=5s", "spring.data.redis.host=" + this.server.host(),
				"spring.data.redis.port=" + this.port, "spring.data.redis.ssl.bundle=redis");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void sharesAnswersOverTheApplicationsBundle() {
		ApplicationContextRunner trusting = this.runner
			.withPropertyValues("spring.ssl.bundle.pem.redis.truststore.certificate=" + this.certificate.authority());
		List<String> questions = new ArrayList<>();
		trusting.run((here) -> Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
			questions.add("What is " + questions.size() + "?");
			ask(here, questions.getLast());
			return this.server.ask("KEYS llmcache:x:*").contains("llmcache:x:");
		}));
		trusting.run((there) -> Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> questions.stream().anyMatch((question) -> ask(there, question).layer() == Layer.EXACT)));
	}

	@Test
	void goesOnWithoutAServerThatItDoesNotTrust(CapturedOutput output) {
		this.runner
			.withPropertyValues(
					"spring.ssl.bundle.pem.redis.truststore.certificate=" + TestCertificate.issue().authority())
			.run((context) -> assertThat(ask(context, QUESTION).status()).isEqualTo(CacheOutcome.Status.MISS));
		assertThat(output).contains("Cannot connect to Redis").doesNotContain(QUESTION);
	}

	private static CacheOutcome ask(ApplicationContext context, String question) {
		return Objects.requireNonNull(CacheOutcome
			.from(context.getBean(ChatClient.class).prompt(question).call().chatClientResponse().context()));
	}

}

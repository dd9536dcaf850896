package dev.llmcache.autoconfigure;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.llmcache.LlmCached;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.servers.PostgresServer;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is left of an application that was started and stopped many times in one process,
 * as it is where it is deployed anew.
 */
class ShutdownIT {

	private static final int TIMES = 20;

	private static final Pattern THREAD = Pattern
		.compile("^#\\d+ \"(llmcache-[a-z-]+|lettuce-[A-Za-z-]+|HikariPool)[^\"]*\"", Pattern.MULTILINE);

	private static final long SLACK_BYTES = 32 << 20;

	@TempDir
	private static Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class, DataRedisAutoConfiguration.class,
				DataSourceAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withPropertyValues("llmcache.key=0123456789abcdef0123456789abcdef", "llmcache.tenancy=single",
				"llmcache.namespace=shutdown", "llmcache.exact.store=redis", "llmcache.semantic.store=pgvector",
				"llmcache.semantic.pgvector.table=shutdown_it", "llmcache.initialize-schema=always",
				"llmcache.embedding.beans=*", "llmcache.embedding.store=lucene",
				"spring.data.redis.url=" + RedisServer.shared().uri(),
				"spring.datasource.url=" + PostgresServer.shared().jdbcUrl(),
				"spring.datasource.username=" + PostgresServer.shared().user(),
				"spring.datasource.password=" + PostgresServer.shared().password());

	private static Set<String> before = Set.of();

	@BeforeAll
	static void loadWhatIsLoadedOnce() {
		before = threads();
		new ShutdownIT().startAskAndStop(0);
	}

	@Test
	void leavesNoThreadNoDescriptorAndNoMemoryOutsideTheHeap() {
		long descriptors = descriptors();
		long direct = directBytes();
		for (int i = 1; i <= TIMES; i++) {
			startAskAndStop(i);
		}
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThat(threads()).isSubsetOf(before);
			assertThat(descriptors()).isLessThan(descriptors + TIMES / 2);
		});
		assertThat(directBytes()).isLessThan(direct + SLACK_BYTES);
	}

	private void startAskAndStop(int number) {
		this.runner.withPropertyValues("llmcache.embedding.lucene.directory=" + directory.resolve("vectors" + number))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ChatClient client = context.getBean(ChatClient.class);
				assertThat(client.prompt("What is number " + number + "?").call().content()).isNotNull();
				assertThat(client.prompt("What is number " + number + "?").stream().content().blockLast()).isNotNull();
				assertThat(threads()).as("while it runs").contains("llmcache-maintenance-", "llmcache-pgvector-push");
				assertThat(client.prompt("What was number " + number + "?").stream().content().blockLast()).isNotNull();
			});
	}

	/** Names of threads of the cache and its drivers, virtual ones too. */
	private static Set<String> threads() {
		try {
			Path dump = Files.createTempDirectory(directory, "dump").resolve("threads.txt");
			ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
				.dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
			Set<String> names = new TreeSet<>();
			Matcher matcher = THREAD.matcher(Files.readString(dump));
			while (matcher.find()) {
				names.add(matcher.group(1));
			}
			return names;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long descriptors() {
		return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
	}

	private static long directBytes() {
		List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
		return pools.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		ScriptedChatModel model() {
			return ScriptedChatModel.counting();
		}

		@Bean
		QuestionEmbedder embedder() {
			return new WordEmbedder("words");
		}

		@Bean
		@LlmCached
		ChatClient client(ScriptedChatModel model) {
			return ChatClient.create(model);
		}

	}

}

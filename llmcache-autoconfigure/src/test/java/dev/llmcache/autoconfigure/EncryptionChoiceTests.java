package dev.llmcache.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.LlmCached;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.InMemoryDataKeyStore;
import dev.llmcache.store.PlainForm;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.encryption.EncryptedForm;
import dev.llmcache.store.encryption.KeyWrapping;
import dev.llmcache.store.encryption.MasterKeys;
import dev.llmcache.store.lucene.DataKeyFile;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.WordEmbedder;
import dev.llmcache.test.WordEmbeddingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class EncryptionChoiceTests {

	private static final String KEY_1 = key(1);

	private static final String KEY_2 = key(2);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withUserConfiguration(Client.class)
		.withBean(ScriptedChatModel.class, ScriptedChatModel::counting)
		.withBean(QuestionEmbedder.class, () -> new WordEmbedder("words"))
		.withPropertyValues("llmcache.defaults.semantic.threshold=0.7", "llmcache.semantic.timeout=5s");

	private static String key(int value) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) value);
		return Base64.getEncoder().encodeToString(key);
	}

	private ApplicationContextRunner inDirectory() {
		return this.runner.withPropertyValues("llmcache.semantic.lucene.directory=" + this.directory.resolve("index"));
	}

	@Test
	void nothingIsEncryptedUnasked() {
		this.runner.run((context) -> {
			assertThat(context).getBean(RecordForm.class).isInstanceOf(PlainForm.class);
			assertThat(context).doesNotHaveBean(DataKeyStore.class);
		});
	}

	@Test
	void aMasterKeySwitchesEncryptionOn() {
		this.runner.withPropertyValues("llmcache.encryption.keys.1=" + KEY_1).run((context) -> {
			assertThat(context).getBean(RecordForm.class).isInstanceOf(EncryptedForm.class);
			assertThat(context).getBean(DataKeyStore.class).isInstanceOf(InMemoryDataKeyStore.class);
		});
		this.runner.withPropertyValues("llmcache.encryption.keys.1=" + KEY_1, "llmcache.encryption.enabled=false")
			.run((context) -> assertThat(context).getBean(RecordForm.class).isInstanceOf(PlainForm.class));
	}

	@Test
	void anApplicationMayWrapKeysItself() {
		KeyWrapping own = new MasterKeys(Map.of(1, new byte[32]), 1);
		this.runner.withBean(KeyWrapping.class, () -> own)
			.withPropertyValues("llmcache.encryption.enabled=true")
			.run((context) -> {
				assertThat(context).getBean(RecordForm.class).isInstanceOf(EncryptedForm.class);
				assertThat(context).getBean(KeyWrapping.class).isSameAs(own);
			});
	}

	@ParameterizedTest
	@CsvSource({ "llmcache.encryption.enabled=true, llmcache.encryption.keys.1",
			"llmcache.encryption.keys.1=c2hvcnQ=, llmcache.encryption.keys.1",
			"llmcache.encryption.keys.3=not base64, llmcache.encryption.keys.3",
			"llmcache.encryption.keys=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=, llmcache.encryption.keys.1",
			"llmcache.encryption.keys.0=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=, llmcache.encryption.keys.0" })
	void aWrongKeyIsAFailureThatNamesThePropertyAndTheRemedy(String setting, String property) {
		this.runner.withPropertyValues(setting).run((context) -> {
			String text = StartupFailures.analysis(context).getDescription()
					+ StartupFailures.analysis(context).getAction();
			assertThat(text).contains(property, "openssl rand -base64 32")
				.doesNotContain("c2hvcnQ=", "not base64", "AQEB");
		});
	}

	@Test
	void aCurrentVersionWithoutAKeyIsAFailureThatNamesIt() {
		this.runner.withPropertyValues("llmcache.encryption.keys.1=" + KEY_1, "llmcache.encryption.current=2")
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription())
				.contains("llmcache.encryption.current", "llmcache.encryption.keys.2"));
	}

	@ParameterizedTest
	@CsvSource({ "redis", "pgvector", "lucene" })
	void aStoreOfKeysThatIsNotThereIsAFailureThatNamesTheProperty(String store) {
		this.runner.withPropertyValues("llmcache.encryption.keys.1=" + KEY_1, "llmcache.encryption.store=" + store)
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription())
				.contains("llmcache.encryption.store=" + store));
	}

	@Test
	void aVectorStoreThatKeepsQuestionsAsTextIsRefused() {
		this.runner
			.withPropertyValues("llmcache.encryption.keys.1=" + KEY_1, "llmcache.semantic.store=vector-store",
					"llmcache.semantic.vector-store.bean-name=answers", "llmcache.key=0123456789abcdef0123456789abcdef")
			.withBean("answers", VectorStore.class, () -> SimpleVectorStore.builder(new WordEmbeddingModel()).build())
			.run((context) -> assertThat(StartupFailures.analysis(context).getDescription())
				.contains("llmcache.semantic.store=vector-store", "text"));
	}

	@Test
	void propertiesShowNoKey() {
		this.runner.withPropertyValues("llmcache.encryption.keys.1=" + KEY_1).run((context) -> {
			LlmCacheProperties properties = context.getBean(LlmCacheProperties.class);
			assertThat(properties.toString() + properties.encryption()).doesNotContain(KEY_1);
		});
	}

	@Test
	void aDirectoryShowsNothingAndIsServedAfterARestart() {
		ApplicationContextRunner encrypting = inDirectory().withPropertyValues("llmcache.encryption.keys.1=" + KEY_1);
		encrypting.run((context) -> {
			assertThat(context).getBean(DataKeyStore.class).isInstanceOf(DataKeyFile.class);
			assertThat(outcome(context, "acme", "How do I return a kettle?").status()).isEqualTo(Status.MISS);
		});
		assertThat(files()).doesNotContain("kettle", "answer 1", "acme");
		encrypting.run((context) -> assertThat(outcome(context, "acme", "How can I return a kettle?").layer())
			.isEqualTo(Layer.SEMANTIC));
		inDirectory().withPropertyValues("llmcache.encryption.keys.1=" + KEY_1, "llmcache.encryption.keys.2=" + KEY_2)
			.run((context) -> assertThat(outcome(context, "acme", "How can I return a kettle?").layer())
				.isEqualTo(Layer.SEMANTIC));
		inDirectory().withPropertyValues("llmcache.encryption.keys.2=" + KEY_2)
			.run((context) -> assertThat(outcome(context, "acme", "How can I return a kettle?").layer())
				.isEqualTo(Layer.SEMANTIC));
	}

	@Test
	void withoutEncryptionADirectoryShowsWhatItHolds() {
		inDirectory().withPropertyValues("llmcache.compression.enabled=false")
			.run((context) -> outcome(context, "acme", "How do I return a kettle?"));
		assertThat(files()).contains("kettle");
	}

	@Test
	void anErasedTenantsKeyIsGoneFromTheDirectory() {
		inDirectory().withPropertyValues("llmcache.encryption.keys.1=" + KEY_1).run((context) -> {
			outcome(context, "acme", "How do I return a kettle?");
			outcome(context, "other", "How do I return a kettle?");
		});
		inDirectory().withPropertyValues("llmcache.encryption.keys.1=" + KEY_1).run((context) -> {
			long before = keys(context);
			assertThat(context.getBean(LlmCache.class).erase(Invalidation.byTenant("acme")).isComplete()).isTrue();
			assertThat(keys(context)).isEqualTo(before - 1);
			long[] readable = { 0 };
			context.getBean(VectorIndex.class).forEach((record) -> readable[0]++);
			assertThat(readable[0]).isOne();
		});
	}

	private static long keys(ApplicationContext context) {
		long[] keys = { 0 };
		context.getBean(DataKeyStore.class).forEach((tenant, wrapped) -> keys[0]++);
		return keys[0];
	}

	private String files() {
		try (Stream<Path> files = Files.walk(this.directory)) {
			StringBuilder all = new StringBuilder();
			files.filter(Files::isRegularFile).forEach((file) -> all.append(read(file)));
			return all.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static CacheOutcome outcome(ApplicationContext context, String tenant, String question) {
		return Objects.requireNonNull(CacheOutcome.from(context.getBean(ChatClient.class)
			.prompt()
			.user(question)
			.advisors(LlmCacheParams.tenant(tenant))
			.call()
			.chatClientResponse()
			.context()));
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		@LlmCached
		ChatClient client(ScriptedChatModel model) {
			return ChatClient.create(model);
		}

	}

}

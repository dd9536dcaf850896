package dev.llmcache.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.test.InterruptedEmbedder;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.WordEmbedder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@ExtendWith(OutputCaptureExtension.class)
class CacheTransferTests {

	private static final String QUESTION = "How do I return a kettle?";

	private static final String REPHRASED = "How can I return a kettle?";

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Secret secret = Secret.random();

	private final List<Shop> opened = new ArrayList<>();

	private final GenerationStore generationStore = new InMemoryGenerationStore(this.clock);

	private final Shop shop = open(shop().generations(this.generationStore));

	private Shop.Builder shop() {
		return Shop.with(this.secret, this.clock);
	}

	private Shop open(Shop.Builder builder) {
		Shop shop = builder.open();
		this.opened.add(shop);
		return shop;
	}

	@AfterEach
	void close() {
		this.opened.forEach(Shop::close);
	}

	@Test
	void warmsAnotherCacheOfTheSameSecretInBothLayers() throws IOException {
		this.shop.ask(QUESTION);
		Shop other = open(shop());
		TransferReceipt receipt = other.imported(this.shop.exported());
		assertThat(receipt).isEqualTo(new TransferReceipt(2, Map.of(), List.of()));
		assertThat(other.ask(QUESTION).layer()).isEqualTo(Layer.EXACT);
		assertThat(other.ask(REPHRASED).layer()).isEqualTo(Layer.SEMANTIC);
		assertThat(other.answer(QUESTION)).isEqualTo("answer 1");
		assertThat(other.model.calls()).isZero();
	}

	@Test
	void servesAnImportedAnswerAsLongAsItHadLeft() throws IOException {
		this.shop.ask(QUESTION);
		this.clock.advance(Duration.ofMinutes(20));
		Shop other = open(shop());
		other.imported(this.shop.exported());
		assertThat(other.ask(QUESTION).age()).isEqualTo(Duration.ofMinutes(20));
		this.clock.advance(Duration.ofMinutes(40).minusMillis(1));
		assertThat(other.ask(QUESTION).status()).isEqualTo(Status.HIT);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(other.ask(QUESTION).status()).isEqualTo(Status.MISS);
	}

	@Test
	void restoresWhatDependsOnMoreThanTheQuestion() throws IOException {
		this.shop.desk().prompt().system("Be brief.").user(QUESTION).call().content();
		Shop other = open(shop());
		other.imported(this.shop.exported());
		assertThat(other.ask(QUESTION).status()).isEqualTo(Status.MISS);
		other.desk().prompt().system("Be brief.").user(QUESTION).call().content();
		assertThat(other.model.calls()).isOne();
	}

	@Test
	void exportsNothingThatMayNotBeServed() throws IOException {
		this.shop.ask("Do you sell kettles?", LlmCacheParams.ttl(Duration.ofMinutes(1)));
		this.clock.advance(Duration.ofMinutes(2));
		this.shop.ask(QUESTION, LlmCacheParams.tags("returns"));
		this.shop.ask("Where is the office?");
		this.shop.cache.invalidate(Invalidation.byTag("returns"));
		assertThat(this.shop.exported()).contains("Where is the office?").doesNotContain("kettle");
	}

	@Test
	void countsWhatItLeavesOut() throws IOException {
		this.shop.ask(QUESTION, LlmCacheParams.tags("returns"));
		this.shop.cache.invalidate(Invalidation.byTag("returns"));
		this.shop.ask("Where is the office?");
		TransferReceipt receipt = this.shop.transfer.exportTo(new ByteArrayOutputStream());
		assertThat(receipt.done()).isEqualTo(2);
		assertThat(receipt.leftOut()).isEqualTo(Map.of("outdated", 2L));
	}

	@Test
	void exportsNothingOfAnotherApplicationInTheSameStore() throws IOException {
		this.shop.ask(QUESTION);
		Shop other = open(shop().namespace("other")
			.generations(this.generationStore)
			.stores(this.shop.exact, this.shop.semantic));
		TransferReceipt receipt = other.transfer.exportTo(new ByteArrayOutputStream());
		assertThat(receipt.done()).isZero();
		assertThat(receipt.leftOut()).containsOnlyKeys("namespace");
	}

	@Test
	void exportsOnlyTheLayersAskedFor() throws IOException {
		this.shop.ask(QUESTION);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		List<TransferProgress> progress = new ArrayList<>();
		this.shop.transfer.exportTo(out, Set.of(Layer.EXACT), progress::add);
		assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"exact\"").doesNotContain("\"semantic\"");
		assertThat(progress).containsExactly(new TransferProgress(1, 0));
	}

	@Test
	void startsAFileWithAWarningAndTellsWhereAnEntryComesFrom() throws IOException {
		this.shop.ask(QUESTION);
		List<String> lines = this.shop.exported().lines().toList();
		assertThat(lines).hasSize(3);
		assertThat(lines.getFirst()).contains("plain text");
		JsonNode line = JsonMapper.shared().readTree(lines.getLast());
		assertThat(line.at("/question").stringValue()).isEqualTo(QUESTION);
		assertThat(line.at("/answer/generations/0/text").stringValue()).isEqualTo("answer 1");
		assertThat(line.at("/client").stringValue()).isEqualTo("desk");
		assertThat(line.at("/origin/model").stringValue()).isEqualTo("scripted");
		assertThat(line.at("/origin/embeddingModel").stringValue()).isEqualTo("words");
		assertThat(line.at("/origin/reproducible").booleanValue()).isTrue();
		assertThat(line.at("/origin/parts/system").stringValue()).matches("[0-9a-f]{8}");
	}

	@Test
	void anImportIsValidFromNowOnAndInvalidatedAsTheEntryWas() throws IOException {
		this.shop.ask(QUESTION, LlmCacheParams.tags("returns"));
		String file = this.shop.exported();
		this.shop.cache.invalidate(Invalidation.byTag("returns"));
		assertThat(this.shop.answer(QUESTION)).isEqualTo("answer 2");
		Shop other = open(shop());
		other.imported(file);
		assertThat(other.ask(QUESTION).status()).isEqualTo(Status.HIT);
		other.cache.invalidate(Invalidation.byTag("returns"));
		assertThat(other.ask(QUESTION).status()).isEqualTo(Status.MISS);
	}

	@Test
	void whatIsInvalidatedWhileItIsImportedIsNotServed() throws IOException {
		this.shop.ask(QUESTION, LlmCacheParams.tags("returns"));
		AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
		Shop other = open(shop().embedder(new InterruptedEmbedder(new WordEmbedder("words"), meanwhile)));
		meanwhile.set(() -> other.cache.invalidate(Invalidation.byTag("returns")));
		other.imported(this.shop.exported());
		assertThat(other.ask(QUESTION, LlmCacheParams.onlyIfCached()).status()).isEqualTo(Status.MISS);
		assertThat(other.ask(REPHRASED, LlmCacheParams.onlyIfCached()).status()).isEqualTo(Status.MISS);
	}

	@Test
	void takesNoNewerAnswersPlace() throws IOException {
		this.shop.ask(QUESTION);
		String file = this.shop.exported();
		this.clock.advance(Duration.ofSeconds(1));
		this.shop.answer(QUESTION, LlmCacheParams.noCache());
		this.shop.imported(file);
		assertThat(this.shop.answer(QUESTION)).isEqualTo("answer 2");
	}

	@Test
	void anEditedQuestionIsNeverServedUnderTheOldOne() throws IOException {
		this.shop.ask(QUESTION);
		Shop other = open(shop());
		other.imported(this.shop.exported().replace("kettle", "toaster"));
		assertThat(other.ask(QUESTION, LlmCacheParams.onlyIfCached()).status()).isEqualTo(Status.MISS);
		assertThat(other.ask("How do I return a toaster?").status()).isEqualTo(Status.HIT);
	}

	@Test
	void anAnswerFromTheFutureKeepsNoLaterOneOut() throws IOException {
		this.shop.ask(QUESTION);
		Shop other = open(shop());
		other.imported(this.shop.exported().replaceAll("\"fence\":\\d+", "\"fence\":9000000000000000000"));
		this.clock.advance(Duration.ofSeconds(1));
		other.answer(QUESTION, LlmCacheParams.noCache());
		assertThat(other.model.calls()).isOne();
		assertThat(other.answer(QUESTION)).isEqualTo("answer 1");
		other.imported("{\"question\":\"x\",\"answer\":\"a\",\"client\":\"desk\",\"ttl\":\"99999999999d\"}");
	}

	@Test
	void keepsStaleAnswersStale() throws IOException {
		FreshnessSettings stale = new FreshnessSettings("", Set.of(), 0, Duration.ofHours(1), Duration.ZERO, false, 60);
		Shop origin = open(shop().policy((policy) -> policy.freshness = stale));
		origin.ask(QUESTION);
		this.clock.advance(Duration.ofMinutes(90));
		Shop other = open(shop().policy((policy) -> policy.freshness = stale));
		other.imported(origin.exported());
		assertThat(other.ask(QUESTION, LlmCacheParams.onlyIfCached()).status()).isEqualTo(Status.STALE);
	}

	@Test
	void embedsTheQuestionsAnew() throws IOException {
		this.shop.ask(QUESTION);
		WordEmbedder embedder = new WordEmbedder("other");
		Shop other = open(shop().embedder(embedder));
		other.imported(this.shop.exported());
		assertThat(embedder.calls()).isOne();
		assertThat(other.ask(REPHRASED).layer()).isEqualTo(Layer.SEMANTIC);
	}

	@Test
	void saysWhenTheFileCannotBeWritten() {
		this.shop.ask(QUESTION);
		OutputStream full = new OutputStream() {

			@Override
			public void write(int next) throws IOException {
				throw new IOException("full");
			}

		};
		assertThatIOException().isThrownBy(() -> this.shop.transfer.exportTo(full)).withMessage("full");
	}

	@Test
	void tellsTheLogNothingOfAnEntry(CapturedOutput output) throws IOException {
		Shop tenants = open(shop().tenants());
		tenants.ask(QUESTION, LlmCacheParams.tenant("acme"), LlmCacheParams.tags("returns"));
		tenants.imported(tenants.exported() + "{\"question\":\"kettle\",\"answer\":\"answer 1\",\"tenant\":\"acme\"}\n"
				+ "{\"kettle\": \"acme");
		assertThat(output).contains("Exported 2", "Imported 2", "plain text")
			.doesNotContain("kettle", "acme", "answer 1", "returns");
	}

}

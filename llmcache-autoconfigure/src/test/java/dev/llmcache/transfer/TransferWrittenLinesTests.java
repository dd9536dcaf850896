package dev.llmcache.transfer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Invalidation;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.key.Secret;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.transfer.TransferReceipt.Rejection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link CacheTransfer} makes of lines that somebody wrote.
 */
class TransferWrittenLinesTests {

	private static final String QUESTION = "How do I return a kettle?";

	private static final String REPHRASED = "How can I return a kettle?";

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final List<Shop> opened = new ArrayList<>();

	private final Shop shop = open(Shop.with(Secret.random(), this.clock));

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
	void importsWhatSomebodyWrote() throws IOException {
		Shop tenants = open(Shop.with(Secret.random(), this.clock).tenants());
		TransferReceipt receipt = tenants.imported(
				"""
						{"question": "How do I return a kettle?", "answer": "Send it back.", "client": "desk", \
						"tenant": "acme", "tags": ["returns"], "ttl": "2h"}

						{"question": "When do you open?", "answer": "At nine.", "client": "desk", "tenant": "acme", "ttl": "PT30M"}
						""");
		assertThat(receipt.rejections()).isEmpty();
		assertThat(tenants.answer(QUESTION, LlmCacheParams.tenant("acme"))).isEqualTo("Send it back.");
		assertThat(tenants.answer(REPHRASED, LlmCacheParams.tenant("acme"))).isEqualTo("Send it back.");
		this.clock.advance(Duration.ofMinutes(31));
		assertThat(tenants.ask("When do you open?", LlmCacheParams.tenant("acme")).status()).isEqualTo(Status.MISS);
		this.clock.advance(Duration.ofMinutes(60));
		assertThat(tenants.ask(QUESTION, LlmCacheParams.tenant("acme")).status()).isEqualTo(Status.HIT);
		tenants.cache.invalidate(Invalidation.byTag("returns"));
		assertThat(tenants.ask(QUESTION, LlmCacheParams.tenant("acme")).status()).isEqualTo(Status.MISS);
	}

	@Test
	void whatSomebodyWroteTakesTheModelsPlace() throws IOException {
		this.shop.ask(QUESTION);
		this.clock.advance(Duration.ofSeconds(1));
		this.shop
			.imported("{\"question\":\"%s\",\"answer\":\"Send it back.\",\"client\":\"desk\"}".formatted(QUESTION));
		assertThat(this.shop.answer(QUESTION)).isEqualTo("Send it back.");
	}

	@Test
	void reportsLinesThatItCannotImportAndGoesOn() throws IOException {
		TransferReceipt receipt = this.shop.imported("""
				{"question":"q1","answer":"a","client":"desk"
				{"question":"q2","answer":"a","client":"desk","tenent":"acme"}
				{"question":"q3","client":"desk"}
				{"question":"q4","answer":{"version":9},"client":"desk"}
				{"question":"q5","answer":"a"}
				{"question":"q6","answer":"a","client":"nobody"}
				{"question":"q7","answer":"a","client":"desk","policy":"none"}
				{"question":" ","answer":"a","client":"desk"}
				{"question":"q9","answer":"a","client":"desk","ttl":"soon"}
				{"question":"q10","answer":"a","client":"desk","layer":"edge"}
				{"format":2,"question":"q11","answer":"a","client":"desk"}
				{"question":"q12","answer":"a","client":"desk","expiresAt":"2025-01-01T00:00:00Z"}
				{"question":"q13","answer":"a","client":"desk","tags":[""]}
				{"question":"q14","answer":"a","client":"desk","tags":null}
				[]
				{"question":"q16","answer":"a","client":"desk"}
				""");
		assertThat(receipt.done()).isEqualTo(2);
		assertThat(receipt.rejections()).containsExactlyInAnyOrder(new Rejection(1, "json"), new Rejection(2, "fields"),
				new Rejection(3, "answer"), new Rejection(4, "answer"), new Rejection(5, "no-client"),
				new Rejection(6, "unknown-client"), new Rejection(7, "unknown-policy"), new Rejection(8, "question"),
				new Rejection(9, "fields"), new Rejection(10, "fields"), new Rejection(11, "format"),
				new Rejection(12, "expired"), new Rejection(13, "fields"), new Rejection(15, "fields"));
		assertThat(this.shop.ask("q16").status()).isEqualTo(Status.HIT);
	}

}

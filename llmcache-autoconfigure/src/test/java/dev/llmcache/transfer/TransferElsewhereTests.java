package dev.llmcache.transfer;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.key.Secret;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link CacheTransfer} makes of entries that come from another version,
 * environment or tenancy.
 */
class TransferElsewhereTests {

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

	private Shop.Builder onTheSameStores() {
		return shop().generations(this.generationStore).stores(this.shop.exact, this.shop.semantic);
	}

	private Shop.Builder elsewhere() {
		return Shop.with(Secret.random(), this.clock);
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
	void warmsANewVersionWithTheAnswersOfTheOld() throws IOException {
		this.shop.ask(QUESTION);
		Shop next = open(shop().version("2"));
		assertThat(next.imported(this.shop.exported()).done()).isEqualTo(2);
		assertThat(next.ask(QUESTION).layer()).isEqualTo(Layer.EXACT);
		assertThat(next.ask(REPHRASED).layer()).isEqualTo(Layer.SEMANTIC);
	}

	@Test
	void warmsANewVersionFromTheStoresOfTheOld() throws IOException {
		this.shop.ask(QUESTION);
		this.shop.desk().prompt().system("Be brief.").user("Who is the owner?").call().content();
		Shop next = open(onTheSameStores().version("2"));
		TransferReceipt receipt = next.imported(next.exported());
		assertThat(receipt.done()).isEqualTo(2);
		assertThat(receipt.leftOut()).isEqualTo(Map.of("not-reproducible", 2L));
		assertThat(next.ask(QUESTION).status()).isEqualTo(Status.HIT);
	}

	@Test
	void warmsAnEnvironmentOfAnotherSecretThroughTheClient() throws IOException {
		this.shop.ask(QUESTION);
		Shop other = open(elsewhere().system("You are another support desk."));
		assertThat(other.imported(this.shop.exported()).done()).isEqualTo(2);
		assertThat(other.ask(QUESTION).layer()).isEqualTo(Layer.EXACT);
		assertThat(other.ask(REPHRASED).layer()).isEqualTo(Layer.SEMANTIC);
		assertThat(other.model.calls()).isZero();
	}

	@Test
	void givesNobodyElsewhereWhatDependedOnMoreThanTheQuestion() throws IOException {
		this.shop.desk().prompt().system("The user is Ann.").user(QUESTION).call().content();
		this.shop.desk()
			.prompt()
			.messages(List.of(new UserMessage("Hello"), new AssistantMessage("Hi"), new UserMessage("Tell me more.")))
			.call()
			.content();
		Shop other = open(elsewhere());
		TransferReceipt receipt = other.imported(this.shop.exported());
		assertThat(receipt.done()).isZero();
		assertThat(receipt.leftOut()).containsOnlyKeys("not-reproducible");
		assertThat(other.ask(QUESTION).status()).isEqualTo(Status.MISS);
	}

	@Test
	void importsForATenantWhatIsTheTenants() throws IOException {
		Shop origin = open(shop().tenants());
		origin.ask(QUESTION, LlmCacheParams.tenant("acme"));
		Shop other = open(elsewhere().tenants());
		assertThat(other.imported(origin.exported()).done()).isEqualTo(2);
		assertThat(other.ask(QUESTION, LlmCacheParams.tenant("globex")).status()).isEqualTo(Status.MISS);
		assertThat(other.ask(QUESTION, LlmCacheParams.tenant("acme")).status()).isEqualTo(Status.HIT);
		other.cache.invalidate(Invalidation.byTenant("acme"));
		assertThat(other.ask(QUESTION, LlmCacheParams.tenant("acme")).status()).isEqualTo(Status.MISS);
	}

	@Test
	void neverMakesATenantsAnswerEverybodys() throws IOException {
		Shop origin = open(shop().tenants());
		origin.ask(QUESTION, LlmCacheParams.tenant("acme"));
		Shop open = open(elsewhere().policy((policy) -> policy.owner = OwnerKind.PUBLIC));
		TransferReceipt receipt = open.imported(origin.exported()
				+ "{\"question\":\"%s\",\"answer\":\"Send it back.\",\"client\":\"desk\",\"tenant\":\"acme\"}\n"
					.formatted(QUESTION));
		assertThat(receipt.done()).isZero();
		assertThat(receipt.leftOut()).isEqualTo(Map.of("owner", 3L));
		assertThat(open.ask(QUESTION).status()).isEqualTo(Status.MISS);
	}

}

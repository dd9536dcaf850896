package dev.llmcache.benchmarks.bill;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.llmcache.CacheOutcome;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.benchmarks.bill.AskedQuestion.Way;
import dev.llmcache.benchmarks.bill.CallTimes.CallTime;
import dev.llmcache.report.Accounts;
import dev.llmcache.report.CallResult;
import dev.llmcache.report.Ledger;
import dev.llmcache.report.SavingsSource;
import org.awaitility.Awaitility;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A day that was replayed.
 *
 * @param bill what the server charged
 * @param times how long calls took
 * @param accounts what the cache reports of it; nothing without a cache
 * @param results how calls ended, as the cache counts them
 */
record Day(Bill bill, CallTimes times, Accounts accounts, Map<CallResult, Long> results) {

	private static final int CUSTOMERS = 16;

	private static final double CREATIVE = 1.2;

	private static final List<String> PROPERTIES = List.of("spring.main.banner-mode=off",
			"llmcache.embedding.beans=embeddingModel", "llmcache.semantic.timeout=5s", "llmcache.embedding.timeout=5s",
			"llmcache.defaults.temperature.handling=skip", "llmcache.defaults.semantic.audit.share=0.05",
			"llmcache.defaults.semantic.audit.per-minute=1000", price(BillServer.CHAT_MODEL, "input", Bill.CHAT_INPUT),
			price(BillServer.CHAT_MODEL, "output", Bill.CHAT_OUTPUT),
			price(BillServer.EMBEDDING_MODEL, "input", Bill.EMBEDDING_INPUT));

	private static String price(String model, String kind, BigDecimal price) {
		return "llmcache.pricing[%s].%s=%s".formatted(model, kind, price);
	}

	/**
	 * Replays a day.
	 * @param questions what is asked
	 * @param meanings vectors of it
	 * @param cached whether there is a cache
	 * @return what came of it
	 */
	static Day replay(List<AskedQuestion> questions, QuestionMeanings meanings, boolean cached) {
		Map<String, String> labels = questions.stream()
			.collect(
					Collectors.toMap((question) -> question.text().strip(), AskedQuestion::label, (one, other) -> one));
		try (BillServer server = new BillServer(labels, meanings);
				ConfigurableApplicationContext shop = new SpringApplicationBuilder(Shop.class)
					.web(WebApplicationType.NONE)
					.properties(PROPERTIES.toArray(String[]::new))
					.properties("bill.server=" + server.url(), "llmcache.enabled=" + cached)
					.run()) {
			CallTimes times = ask(questions, shop);
			awaitQuiet(server.bill());
			return cached
					? new Day(server.bill(), times,
							Accounts.of(shop.getBeanProvider(SavingsSource.class).orderedStream().toList()),
							results(shop.getBean(Ledger.class)))
					: new Day(server.bill(), times, new Accounts(List.of(), List.of()), Map.of());
		}
	}

	private static Map<CallResult, Long> results(Ledger ledger) {
		Map<CallResult, Long> results = new EnumMap<>(CallResult.class);
		for (CallResult result : CallResult.values()) {
			results.put(result, ledger.traffic().count(result));
		}
		return results;
	}

	// What is stored and audited after the last call is charged too
	private static void awaitQuiet(Bill bill) {
		long[] before = { -1 };
		Awaitility.await().pollInterval(1, TimeUnit.SECONDS).until(() -> {
			boolean quiet = before[0] == bill.requests();
			before[0] = bill.requests();
			return quiet;
		});
	}

	private static CallTimes ask(List<AskedQuestion> questions, ConfigurableApplicationContext shop) {
		Semaphore customers = new Semaphore(CUSTOMERS);
		List<Future<CallTime>> calls = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (AskedQuestion question : questions) {
				customers.acquire();
				calls.add(threads.submit(() -> {
					try {
						return ask(question, shop);
					}
					finally {
						customers.release();
					}
				}));
			}
			List<CallTime> times = new ArrayList<>();
			for (Future<CallTime> call : calls) {
				times.add(call.get());
			}
			return new CallTimes(times);
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException("The day was not replayed", ex);
		}
	}

	private static CallTime ask(AskedQuestion question, ConfigurableApplicationContext shop) {
		ChatClient client = shop.getBean((question.way() == Way.RETRIEVAL) ? "library" : "desk", ChatClient.class);
		ChatClientRequestSpec call = client.prompt(question.text()).advisors(LlmCacheParams.tenant(question.tenant()));
		long start = System.nanoTime();
		ChatClientResponse response = switch (question.way()) {
			case CALL, RETRIEVAL -> call.call().chatClientResponse();
			case STREAM -> Objects.requireNonNull(call.stream().chatClientResponse().blockLast());
			case TOOL ->
				call.tools(FunctionToolCallback.builder(Shop.TOOL, () -> "12 left").description("Stock").build())
					.call()
					.chatClientResponse();
			case CREATIVE ->
				call.options(OpenAiChatOptions.builder().temperature(CREATIVE)).call().chatClientResponse();
		};
		long nanos = System.nanoTime() - start;
		CacheOutcome outcome = CacheOutcome.from(response.context());
		return new CallTime(nanos, outcome != null && outcome.layer() != null);
	}

}

package dev.llmcache.benchmarks.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.LlmCache;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReports;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application, running, on a port of its own.
 *
 * @param context its beans
 * @param http speaks to its endpoints
 */
record OpenOffice(ConfigurableApplicationContext context, HttpClient http) implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * Opens it.
	 * @param canaries what is said in it
	 * @param properties how it is set up
	 * @param logs folder of what it logs
	 */
	static OpenOffice open(Canaries canaries, Map<String, String> properties, Path logs) {
		Map<String, Object> all = new LinkedHashMap<>(properties);
		all.put("canary.logs", logs.toString());
		all.put("logging.config", "classpath:dev/llmcache/benchmarks/canary/logback.xml");
		return new OpenOffice(new SpringApplicationBuilder(Office.class).web(WebApplicationType.SERVLET)
			.initializers((context) -> context.getBeanFactory().registerSingleton("canaries", canaries))
			.properties(all)
			.run(), HttpClient.newHttpClient());
	}

	ChatClient desk() {
		return this.context.getBean(Office.CLIENT, ChatClient.class);
	}

	LlmCache cache() {
		return this.context.getBean(LlmCache.class);
	}

	CodeModel model() {
		return this.context.getBean(CodeModel.class);
	}

	/**
	 * Reads an endpoint of the actuator.
	 */
	String get(String path) {
		return send(request(path).GET().build());
	}

	/**
	 * Has an operation of the cache's endpoint done.
	 */
	String post(String operation, Map<String, String> arguments) {
		return send(request("llmcache/" + operation).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(JSON.writeValueAsString(arguments)))
			.build());
	}

	private HttpRequest.Builder request(String path) {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/actuator/%s".formatted(port, path)));
	}

	private String send(HttpRequest request) {
		try {
			HttpResponse<String> response = this.http.send(request, BodyHandlers.ofString());
			return response.statusCode() + " " + response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits until nothing is written any more.
	 */
	void awaitWritten() {
		StoreReports stores = this.context.getBean(StoreReports.class);
		long[] before = { -1 };
		Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(500)).until(() -> {
			long puts = stores.reports().stream().map(StoreReport::accesses).mapToLong((use) -> use.puts()).sum();
			boolean quiet = puts == before[0];
			before[0] = puts;
			return quiet;
		});
	}

	@Override
	public void close() {
		this.context.close();
		this.http.close();
	}

}

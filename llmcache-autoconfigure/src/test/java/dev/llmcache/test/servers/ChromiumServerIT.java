package dev.llmcache.test.servers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChromiumServerIT {

	@Test
	void isAHeadlessChromium() throws Exception {
		HttpRequest version = HttpRequest.newBuilder(URI.create(ChromiumServer.shared().url() + "/json/version"))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			assertThat(client.send(version, HttpResponse.BodyHandlers.ofString()).body())
				.contains("\"Browser\": \"HeadlessChrome/");
		}
	}

}

package dev.llmcache.sample.console;

import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import dev.llmcache.test.servers.ChromiumServer;

/**
 * The browser of the test set-up, driven by Playwright.
 */
final class ConsoleBrowser implements AutoCloseable {

	private final Playwright playwright = Playwright
		.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

	private final Browser browser = this.playwright.chromium().connectOverCDP(ChromiumServer.shared().url());

	ConsolePage open(int port) {
		return open(port, new NewContextOptions().setViewportSize(1440, 900));
	}

	ConsolePage open(int port, NewContextOptions options) {
		return new ConsolePage(this.browser.newContext(options), "http://localhost:" + port);
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

}

package dev.llmcache.sample.console;

import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.llmcache.sample.SampleApplication;
import dev.llmcache.test.servers.EdgeServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console while the application goes away and comes back.
 */
class ConsoleRestartIT {

	private static final double PATIENCE_MS = 40_000;

	private final int port = EdgeServer.freePort();

	@Test
	void saysThatTheServerIsAwayAndGoesOnWhenItIsBack() {
		try (ConsoleBrowser browser = new ConsoleBrowser()) {
			ConsolePage console;
			try (ConfigurableApplicationContext application = start()) {
				assertThat(application.isRunning()).isTrue();
				new Figures(this.port).ask("How long is the warranty on the Brisk Kettle?");
				console = browser.open(this.port).show();
				assertThat(console.find("#requests-value")).hasText("1");
			}
			assertThat(console.find("#live-text")).containsText("No answer, again in");
			assertThat(console.find("#status")).containsText("No answer");
			assertThat(console.find("#requests-value")).hasText("1");
			try (ConfigurableApplicationContext application = start()) {
				assertThat(application.isRunning()).isTrue();
				assertThat(console.find("#requests-value")).hasText("0", new HasTextOptions().setTimeout(PATIENCE_MS));
				assertThat(console.find("#live-text")).containsText("Live");
			}
			console.close();
		}
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(SampleApplication.class).run("--server.port=" + this.port,
				"--spring.main.banner-mode=off");
	}

}

package dev.llmcache.sample.console;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Browser.NewContextOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Pictures of the console, of a whole day if they are to be kept.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleScreenshotsIT {

	private final ConsoleBrowser browser = new ConsoleBrowser();

	@LocalServerPort
	private int port;

	@BeforeAll
	void watchTheDay() {
		Figures figures = new Figures(this.port);
		figures.post("/api/day/replay", Map.of());
		int asked = Screenshots.areKept() ? 380 : 10;
		await().atMost(Duration.ofMinutes(2))
			.until(() -> figures.shown().path("overview").path("requests").path("total").asInt() >= asked);
	}

	@AfterAll
	void closeBrowser() {
		new Figures(this.port).delete("/api/day/replay");
		this.browser.close();
	}

	@Test
	void onADesk() throws IOException {
		take(1440, 1180, false);
	}

	@Test
	void onAPhone() throws IOException {
		take(390, 844, true);
	}

	private void take(int width, int height, boolean whole) throws IOException {
		String name = "console-" + width;
		try (ConsolePage console = this.browser.open(this.port, new NewContextOptions().setViewportSize(width, height))
			.show()) {
			Screenshots.of(console.page(), name, whole);
		}
		BufferedImage picture = ImageIO.read(Screenshots.file(name).toFile());
		assertThat(picture.getWidth()).isEqualTo(width);
		assertThat(picture.getHeight()).isGreaterThanOrEqualTo(height);
		assertThat(colours(picture)).as("colours").isGreaterThan(50);
	}

	private static int colours(BufferedImage picture) {
		Set<Integer> colours = new HashSet<>();
		for (int y = 0; y < picture.getHeight(); y += 2) {
			for (int x = 0; x < picture.getWidth(); x += 2) {
				colours.add(picture.getRGB(x, y));
			}
		}
		return colours.size();
	}

}

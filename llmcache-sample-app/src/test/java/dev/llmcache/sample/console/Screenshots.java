package dev.llmcache.sample.console;

import java.nio.file.Path;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.ScreenshotOptions;
import com.microsoft.playwright.Page;

/**
 * Where pictures of the console go: where nobody looks, unless {@value #SWITCH} asks for
 * those of the documentation.
 */
final class Screenshots {

	/** Name of the system property. */
	static final String SWITCH = "llmcache.screenshots";

	private Screenshots() {
	}

	/** Whether the pictures are to be kept, so that they should show something. */
	static boolean areKept() {
		return Boolean.getBoolean(SWITCH);
	}

	static void of(Page page, String name, boolean whole) {
		page.screenshot(new Page.ScreenshotOptions().setPath(file(name)).setFullPage(whole));
	}

	static void of(Locator part, String name) {
		part.screenshot(new ScreenshotOptions().setPath(file(name)));
	}

	static Path file(String name) {
		return Path.of(areKept() ? "../docs/images" : "target/screenshots").resolve(name + ".png");
	}

}

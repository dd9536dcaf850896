package dev.llmcache.sample.console;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The console in a window of its own, with all that it asked for and complained about.
 */
final class ConsolePage implements AutoCloseable {

	static final String PATH = "/actuator/llmcacheconsole";

	private final BrowserContext context;

	private final Page page;

	private final String origin;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	ConsolePage(BrowserContext context, String origin) {
		this.context = context;
		this.origin = origin;
		this.page = context.newPage();
		context.onRequest((request) -> this.requests.add(request.url()));
		this.page.onConsoleMessage((message) -> this.complaints.add(message.text()));
		this.page.onPageError(this.complaints::add);
	}

	/** Has what the server tells rewritten before the page sees it. */
	ConsolePage rewriting(UnaryOperator<String> rewritten) {
		this.page.route("**" + PATH + "/data", (route) -> {
			APIResponse response = route.fetch();
			route.fulfill(new Route.FulfillOptions().setResponse(response).setBody(rewritten.apply(response.text())));
		});
		return this;
	}

	ConsolePage show() {
		this.page.navigate(this.origin + PATH);
		assertThat(find("#live-text")).containsText("Live");
		return this;
	}

	Page page() {
		return this.page;
	}

	Locator find(String selector) {
		return this.page.locator(selector);
	}

	List<String> texts(String selector) {
		return find(selector).allInnerTexts().stream().map(String::strip).toList();
	}

	String text(String selector) {
		return find(selector).innerText().replace('\u00a0', ' ').strip();
	}

	int width() {
		return (int) this.page.evaluate("document.documentElement.scrollWidth");
	}

	BrowserContext context() {
		return this.context;
	}

	List<String> requests() {
		return List.copyOf(this.requests);
	}

	List<String> complaints() {
		return List.copyOf(this.complaints);
	}

	@Override
	public void close() {
		this.context.close();
	}

}

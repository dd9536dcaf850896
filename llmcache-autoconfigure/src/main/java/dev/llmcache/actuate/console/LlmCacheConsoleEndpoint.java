package dev.llmcache.actuate.console;

import dev.llmcache.actuate.ConsoleFiguresReader;
import dev.llmcache.actuate.console.ConsoleFiles.ConsoleFile;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeType;

/**
 * Actuator endpoint {@code llmcacheconsole}: the console's page, its files, and the
 * figures that it shows.
 * <p>
 * Reads only. What the page changes goes to the endpoint {@code llmcache}, under the
 * access of that.
 */
@WebEndpoint(id = LlmCacheConsoleEndpoint.ID, defaultAccess = Access.READ_ONLY)
public class LlmCacheConsoleEndpoint {

	static final String ID = "llmcacheconsole";

	private static final MimeType HTML = MimeType.valueOf("text/html;charset=UTF-8");

	private static final MimeType JSON = MimeType.valueOf("application/json");

	private final ConsoleFiles files;

	private final ConsoleAddresses addresses;

	private final ConsoleFiguresReader figures;

	/**
	 * Creates the endpoint.
	 * @param files the page and its files
	 * @param addresses where the page finds them
	 * @param figures reads what it shows
	 */
	public LlmCacheConsoleEndpoint(ConsoleFiles files, ConsoleAddresses addresses, ConsoleFiguresReader figures) {
		this.files = files;
		this.addresses = addresses;
		this.figures = figures;
	}

	/**
	 * The page.
	 * @return HTML
	 */
	@ReadOperation(produces = "text/html")
	public WebEndpointResponse<String> page() {
		return new WebEndpointResponse<>(this.files.page()
			.replace("{{files}}", this.addresses.files())
			.replace("{{operations}}", this.addresses.operations()), HTML);
	}

	/**
	 * What the page is made of.
	 * @param file {@code data} for the figures, or the name of a file
	 * @return JSON or the file, or status 404 if there is no such file
	 */
	@ReadOperation(produces = { "application/json", "text/css", "text/javascript", "image/svg+xml" })
	public WebEndpointResponse<?> file(@Selector String file) {
		if (file.equals("data")) {
			return new WebEndpointResponse<>(report(), JSON);
		}
		ConsoleFile found = this.files.file(file);
		return (found != null) ? new WebEndpointResponse<>(found.content(), found.type())
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private ConsoleReport report() {
		String readOnlyReason = this.addresses.readOnlyReason();
		return new ConsoleReport(readOnlyReason == null, readOnlyReason, this.figures.read());
	}

}

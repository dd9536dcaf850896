package dev.llmcache.actuate.console;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeType;

/**
 * The page and its files: a fixed list, read once from the class path, so that no name in
 * a request ever reaches it.
 * <p>
 * Thread-safe.
 */
public final class ConsoleFiles {

	private static final String FOLDER = "dev/llmcache/actuate/console/";

	private static final String UPLOT_VERSION = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

	private static final String UPLOT = "META-INF/resources/webjars/uplot/%s/dist/%s";

	private static final String[] OWN = { "console.css", "favicon.svg", "chart.js", "console.js", "distributions.js",
			"dom.js", "format.js", "history.js", "operations.js", "policies.js", "summary.js", "tables.js" };

	private static final Map<String, String> TYPES = Map.of("css", "text/css", "js", "text/javascript", "svg",
			"image/svg+xml");

	private final String page;

	private final Map<String, ConsoleFile> files = new TreeMap<>();

	private ConsoleFiles(ClassLoader classLoader, String uPlotVersion) throws IOException {
		this.page = new String(read(classLoader, FOLDER + "console.html"), StandardCharsets.UTF_8);
		for (String name : OWN) {
			add(name, read(classLoader, FOLDER + name));
		}
		add("uplot.js", read(classLoader, UPLOT.formatted(uPlotVersion, "uPlot.iife.min.js")));
		add("uplot.css", read(classLoader, UPLOT.formatted(uPlotVersion, "uPlot.min.css")));
	}

	/**
	 * Reads the files.
	 * @param classLoader of the application
	 * @return the files, or null without uPlot, which draws the charts
	 */
	public static @Nullable ConsoleFiles load(ClassLoader classLoader) {
		try (InputStream stream = classLoader.getResourceAsStream(UPLOT_VERSION)) {
			if (stream == null) {
				return null;
			}
			Properties uPlot = new Properties();
			uPlot.load(stream);
			return new ConsoleFiles(classLoader, uPlot.getProperty("version"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The page, with places for addresses. */
	String page() {
		return this.page;
	}

	/**
	 * One of the page's files.
	 * @param name its name
	 * @return the file, or null if the page has no such file
	 */
	@Nullable ConsoleFile file(String name) {
		return this.files.get(name);
	}

	private void add(String name, byte[] content) {
		String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
		this.files.put(name, new ConsoleFile(content, MimeType.valueOf(type + ";charset=UTF-8")));
	}

	private static byte[] read(ClassLoader classLoader, String path) throws IOException {
		try (InputStream stream = classLoader.getResourceAsStream(path)) {
			if (stream == null) {
				throw new FileNotFoundException(path);
			}
			return stream.readAllBytes();
		}
	}

	/**
	 * A file.
	 *
	 * @param content its bytes
	 * @param type what they are
	 */
	record ConsoleFile(byte[] content, MimeType type) {

	}

}

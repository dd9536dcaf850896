package dev.llmcache.test.fuzz;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What Jazzer calls, in a process of its own. All else is loaded apart from it, since
 * Jazzer looks for its hooks in every jar of the class path.
 */
public final class FuzzEntry {

	static final String TARGET = "llmcache.fuzz.target";

	static final String CLASS_PATH = "llmcache.fuzz.class-path";

	private static final Consumer<byte[]> EXECUTION = load();

	private FuzzEntry() {
	}

	/**
	 * Loads the target, which takes longer than reading an input may.
	 */
	public static void fuzzerInitialize() {
		EXECUTION.accept(new byte[0]);
	}

	/**
	 * Reads an input.
	 * @param input any bytes
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		EXECUTION.accept(input);
	}

	@SuppressWarnings("unchecked")
	private static Consumer<byte[]> load() {
		try {
			List<URL> urls = new ArrayList<>();
			for (String path : System.getProperty(CLASS_PATH).split(File.pathSeparator, -1)) {
				urls.add(url(path));
			}
			// Open for as long as the process lives
			@SuppressWarnings("resource")
			URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
			Thread.currentThread().setContextClassLoader(loader);
			return (Consumer<byte[]>) loader.loadClass("dev.llmcache.test.fuzz.FuzzExecution")
				.getConstructor(String.class)
				.newInstance(System.getProperty(TARGET));
		}
		catch (ReflectiveOperationException | MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static URL url(String path) throws MalformedURLException {
		return Path.of(path).toUri().toURL();
	}

}

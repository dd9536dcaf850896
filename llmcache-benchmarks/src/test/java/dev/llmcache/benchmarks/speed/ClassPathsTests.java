package dev.llmcache.benchmarks.speed;

import java.io.File;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassPathsTests {

	@Test
	void theEmptyApplicationHasNothingThatTheStarterBrings() {
		assertThat(elements(ClassPaths.empty())).noneMatch((path) -> path.contains("llmcache-autoconfigure"))
			.noneMatch((path) -> path.contains("caffeine") || path.contains("lucene"))
			.anyMatch((path) -> path.contains("spring-ai-client-chat"));
	}

	@Test
	void theStarterAddsToWhatThereWas() {
		assertThat(elements(ClassPaths.starter())).containsAll(elements(ClassPaths.empty()))
			.anyMatch((path) -> path.contains("lucene-core"))
			.noneMatch((path) -> path.contains("onnxruntime"));
	}

	@Test
	void theLocalModelIsOnlyWhereItIsAskedFor() {
		assertThat(elements(ClassPaths.starterAndLocalModel())).containsAll(elements(ClassPaths.starter()))
			.anyMatch((path) -> path.contains("onnxruntime"))
			.noneMatch((path) -> path.contains("all-minilm"));
	}

	private static Set<String> elements(String classPath) {
		return Set.of(classPath.split(File.pathSeparator, -1));
	}

}

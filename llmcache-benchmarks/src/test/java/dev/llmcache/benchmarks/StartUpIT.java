package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the starter adds to an empty application's memory, of one start each. How long a
 * start takes is for {@code run speed start-up} to say.
 */
class StartUpIT {

	@Test
	void addsNoMoreMemoryThanIsPromised() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Benchmarks.run(List.of("speed", "start-up", "--rounds", "1"),
				new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
		assertThat(out.toString(StandardCharsets.UTF_8).lines()).filteredOn((line) -> line.contains("-added-mb"))
			.hasSize(3)
			.allMatch((line) -> line.endsWith("\"ok\":true}"));
	}

}

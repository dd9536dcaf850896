package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both bills of a day, of fewer questions than {@code run bill} asks.
 */
class BillBenchmarkIT {

	@Test
	void whatIsReportedAsSavedIsTheDifferenceOfTheBillsToTheCent() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int code = Benchmarks.run(List.of("bill", "--questions", "300", "--seed", "7"),
				new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
		String figures = out.toString(StandardCharsets.UTF_8);
		assertThat(figures.lines()).filteredOn((line) -> line.endsWith("\"ok\":false}")).isEmpty();
		assertThat(code).isZero();
		assertThat(value(figures, "difference-usd")).isGreaterThan(0.02);
		assertThat(value(figures, "saved-exact-usd")).isPositive();
		assertThat(value(figures, "saved-semantic-usd")).isPositive();
		assertThat(value(figures, "spent-embedding-tokens")).isPositive();
		assertThat(value(figures, "bypassed-share")).isPositive();
	}

	private static double value(String figures, String name) {
		Matcher matcher = Pattern.compile("\"bill-" + name + "\",\"value\":([-0-9.]+)").matcher(figures);
		assertThat(matcher.find()).as(name).isTrue();
		return Double.parseDouble(matcher.group(1));
	}

}

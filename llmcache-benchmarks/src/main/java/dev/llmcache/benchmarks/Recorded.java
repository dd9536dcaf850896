package dev.llmcache.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

/**
 * Another benchmark whose figures are to be kept: before them it prints which command
 * made them, when, and on what machine.
 */
final class Recorded implements Benchmark {

	private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

	private static final double KB_PER_GB = 1 << 20;

	private static final Path MEMORY = Path.of("/proc/meminfo");

	@Override
	public void run(List<String> arguments, Figures figures) {
		Benchmark recorded = Benchmarks.named(arguments);
		if (recorded == null) {
			throw new IllegalArgumentException("run recorded NAME [ARGUMENT...]: what run NAME prints, with a heading");
		}
		figures.line(heading(arguments));
		recorded.run(arguments.subList(1, arguments.size()), figures);
	}

	private static String heading(List<String> arguments) {
		Map<String, Object> heading = new LinkedHashMap<>();
		heading.put("command", "llmcache-benchmarks/run " + String.join(" ", arguments));
		heading.put("date", LocalDate.now(ZoneOffset.UTC).toString());
		heading.put("machine", machine());
		heading.put("cores", Runtime.getRuntime().availableProcessors());
		// What else the machine does: in the mean of the last minute, how many want a
		// core
		heading.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
		return JsonMapper.shared().writeValueAsString(heading);
	}

	private static String machine() {
		return "%s, %s, %s, Java %s".formatted(first(PROCESSORS, "model name", System.getProperty("os.arch", "")),
				gigabytes(first(MEMORY, "MemTotal", "")), System.getProperty("os.name"), Runtime.version());
	}

	private static String gigabytes(String kilobytes) {
		return kilobytes.isEmpty() ? "memory unknown"
				: Math.round(Long.parseLong(kilobytes.replaceAll("\\D", "")) / KB_PER_GB) + " GB";
	}

	private static String first(Path file, String name, String otherwise) {
		if (!Files.isReadable(file)) {
			return otherwise;
		}
		try (Stream<String> lines = Files.lines(file)) {
			return lines.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(otherwise);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

package dev.llmcache.benchmarks.plots;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code run recorded} printed.
 *
 * @param heading its first line
 * @param results the figures, in the order in which they were measured
 */
record ResultFile(Heading heading, List<Result> results) {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	static ResultFile read(Path file) {
		try {
			List<String> lines = Files.readAllLines(file);
			List<Result> results = lines.stream()
				.skip(1)
				.map(MAPPER::readTree)
				.filter((line) -> line.has("name"))
				.map(ResultFile::result)
				.toList();
			return new ResultFile(MAPPER.readValue(lines.getFirst(), Heading.class), results);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Result result(JsonNode line) {
		JsonNode limit = line.path("limit");
		return new Result(line.path("name").asString(), line.path("value").asDouble(),
				limit.isNumber() ? limit.asDouble() : null, line.path("ok").asBoolean());
	}

}

package dev.llmcache.edge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.edge.CallRecord.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class EdgeHeadersTests {

	private static final EdgeTags ALL = new EdgeTags(List.of(TagHeader.values()), 4096);

	@Test
	void browsersMayKeepItForLess() {
		EdgeHeaders headers = new EdgeHeaders(ALL, Duration.ofSeconds(7), false);
		assertThat(headers.of(known(60, 0), null))
			.containsEntry("Cache-Control", "public, max-age=7, s-maxage=60, stale-while-revalidate=0")
			.doesNotContainKey("Cache-Status");
		assertThat(headers.of(known(5, 9), null)).containsEntry("Cache-Control",
				"public, max-age=5, s-maxage=5, stale-while-revalidate=9");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "no-transform | public, max-age=60, s-maxage=60, stale-while-revalidate=9",
					"max-age=600 | public, max-age=60, s-maxage=60, stale-while-revalidate=9",
					"Max-Age=\"5\" | public, max-age=5, s-maxage=5, stale-while-revalidate=0",
					"max-age=x | public, max-age=0, s-maxage=0, stale-while-revalidate=0",
					"max-age=5, s-maxage=90 | public, max-age=5, s-maxage=60, stale-while-revalidate=9",
					"s-maxage=7 | public, max-age=7, s-maxage=7, stale-while-revalidate=0",
					"stale-while-revalidate=3 | public, max-age=60, s-maxage=60, stale-while-revalidate=3",
					"must-revalidate | public, max-age=60, s-maxage=60, stale-while-revalidate=0, must-revalidate" })
	void theApplicationMaySayLess(String own, String expected) {
		assertThat(new EdgeHeaders(ALL, null, false).of(known(60, 9), own)).containsEntry("Cache-Control", expected);
	}

	@Test
	void eachVendorReadsTagsInItsOwnForm() {
		EdgeTag one = new EdgeTag("a".repeat(13));
		EdgeTag two = new EdgeTag("2".repeat(13));
		EdgeDecision.Public known = new EdgeDecision.Public(Duration.ofSeconds(60), Duration.ZERO, Source.EXACT,
				List.of(), List.of(one, two), List.of());
		assertThat(new EdgeHeaders(ALL, null, true).of(known, null))
			.containsEntry("xkey", "aaaaaaaaaaaaa 2222222222222")
			.containsEntry("Surrogate-Key", "aaaaaaaaaaaaa 2222222222222")
			.containsEntry("Cache-Tag", "aaaaaaaaaaaaa,2222222222222")
			.containsEntry("Edge-Cache-Tag", "aaaaaaaaaaaaa,2222222222222")
			.containsEntry("Cache-Groups", "\"aaaaaaaaaaaaa\", \"2222222222222\"")
			.containsEntry("Cache-Status", "llmcache; hit; detail=exact; ttl=60");
	}

	@ParameterizedTest
	@EnumSource
	void asManyTagsAsFitAreTold(TagHeader header) {
		EdgeTags tags = new EdgeTags(List.of(header), 4096);
		int most = IntStream.range(1, 1000)
			.filter((count) -> tags.of(stamps(count), Set.of()).size() < count)
			.findFirst()
			.getAsInt();
		assertThat(most).isBetween(200, 300);
		List<EdgeTag> fit = tags.of(stamps(most - 1), Set.of());
		assertThat((header.header() + ": " + header.value(fit)).getBytes(StandardCharsets.US_ASCII))
			.hasSizeLessThanOrEqualTo(4096);
		assertThat(tags.of(stamps(most), Set.of())).containsExactly(EdgeTag.OVERFLOW);
	}

	@Test
	void headersOfTagsTogetherAreNotLonger() {
		int most = IntStream.range(1, 1000)
			.filter((count) -> ALL.of(stamps(count), Set.of()).size() < count)
			.findFirst()
			.getAsInt();
		assertThat(most).isBetween(40, 60);
	}

	@Test
	void tagsAreInEveryVendorsAlphabetAndDiffer() {
		Set<EdgeTag> all = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			EdgeTag tag = EdgeTag.of(new Mark(i, 2));
			assertThat(tag.value()).matches("[a-z2-7]{13}");
			all.add(tag);
		}
		assertThat(all).hasSize(10_000).doesNotContain(EdgeTag.OVERFLOW);
		assertThat(EdgeTag.of(new Mark(1, 2))).isEqualTo(EdgeTag.of(new Mark(1, 2)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "null",
			value = { "null | private, no-store", "private | private", "max-age=5, no-cache | max-age=5, no-cache",
					"PUBLIC, Max-Age=5 | private, max-age=5", "s-maxage=5 | private, no-store",
					"private=\"x-y, z\", max-age=5 | private, private=\"x-y, z\", max-age=5",
					"public, max-age=5, stale-while-revalidate=9 | private, max-age=5, stale-while-revalidate=9" })
	void whatIsWithheldIsTheCallersOwn(String own, String expected) {
		assertThat(EdgeHeaders.withheld(own)).isEqualTo(expected);
	}

	@Test
	void entityTagsAreComparedWeakly() {
		String tag = EntityTag.of("body".getBytes(StandardCharsets.UTF_8), "text/plain");
		assertThat(tag).startsWith("W/\"");
		assertThat(EntityTag.matches(tag, tag)).isTrue();
		assertThat(EntityTag.matches(tag.substring(2), tag)).isTrue();
		assertThat(EntityTag.matches("\"x\", " + tag + ", W/\"y\"", tag)).isTrue();
		assertThat(EntityTag.matches("*", tag)).isTrue();
		assertThat(EntityTag.matches("\"x\"", tag)).isFalse();
		assertThat(EntityTag.matches(null, tag)).isFalse();
		assertThat(EntityTag.of("body".getBytes(StandardCharsets.UTF_8), "text/html")).isNotEqualTo(tag);
		assertThat(EntityTag.of("bodY".getBytes(StandardCharsets.UTF_8), "text/plain")).isNotEqualTo(tag);
	}

	private static EdgeDecision.Public known(int lifetime, int staleFor) {
		return new EdgeDecision.Public(Duration.ofSeconds(lifetime), Duration.ofSeconds(staleFor), Source.EXACT,
				List.of(), List.of(EdgeTag.OVERFLOW), List.of());
	}

	private static List<Stamp> stamps(int count) {
		return IntStream.range(0, count).mapToObj((number) -> new Stamp(new Mark(number, 3), 1)).toList();
	}

}

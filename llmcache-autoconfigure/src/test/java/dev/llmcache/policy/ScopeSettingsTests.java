package dev.llmcache.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.llmcache.policy.VolatileText.Counts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeSettingsTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	@Test
	void aTextThatIsIgnoredDoesNotCount() {
		assertThat(normalize(Counts.IGNORE, "Time: 12:01. Be brief.", NOON))
			.isEqualTo(normalize(Counts.IGNORE, "Time: 13:59. Be brief.", NOON))
			.isNotEqualTo(normalize(Counts.IGNORE, "Time: 12:01. Be long.", NOON));
	}

	@Test
	void aTextInBucketsCountsOncePerBucket() {
		assertThat(normalize(Counts.BUCKET, "Time: 12:01.", NOON))
			.isEqualTo(normalize(Counts.BUCKET, "Time: 12:59.", NOON.plus(Duration.ofMinutes(59))))
			.isNotEqualTo(normalize(Counts.BUCKET, "Time: 13:01.", NOON.plus(Duration.ofMinutes(61))));
	}

	@Test
	void aTextThatIsOfTheScopeCountsAsItIs() {
		assertThat(normalize(Counts.SCOPE, "Time: 12:01.", NOON)).isEqualTo("Time: 12:01.");
	}

	private static String normalize(Counts counts, String text, Instant now) {
		VolatileText time = new VolatileText(Pattern.compile("\\d\\d:\\d\\d"), counts, Duration.ofHours(1));
		return new ScopeSettings(Set.of(), List.of(time)).normalize(text, now.toEpochMilli());
	}

}

package dev.llmcache.prefix.lint;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VolatileLintTests {

	@ParameterizedTest
	@ValueSource(strings = { "templates.tsv", "templates-of-second-author.tsv", "templates-of-third-author.tsv",
			"templates-of-fourth-author.tsv", "templates-of-fifth-author.tsv", "templates-of-sixth-author.tsv",
			"templates-of-seventh-author.tsv", "templates-of-eighth-author.tsv" })
	void tellsGoodTemplatesFromBadOnes(String resource) throws IOException {
		List<LabelledTemplate> templates = LabelledTemplate.all(resource);
		assertThat(templates).hasSizeGreaterThanOrEqualTo(40);
		assertThat(templates).filteredOn((template) -> !template.isToldRight())
			.hasSizeLessThanOrEqualTo(templates.size() / 20);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Current date: 2026-11-30                          | DATE
			It is now 3:07 PM in Berlin.                      | DATE
			Generated on Nov 30, 2026 at 14:05 UTC            | DATE
			Aujourd'hui nous sommes le 30 novembre 2026.      | DATE
			Hoy es 30 de noviembre de 2026.                   | DATE
			Dear Mr. Smith,                                   | NAME
			You are speaking with Dr. Jane O'Neil.            | NAME
			Logged in as Bob                                  | NAME
			trace 01ARZ3NDEKTSV4RRFFQ69G5FAV                  | IDENTIFIER
			sha 9f86d081884c7d659a2feaa0c55ad015              | IDENTIFIER
			token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc    | IDENTIFIER
			customer id: K-99817                              | IDENTIFIER
			now=1764489600123                                 | NUMBER
			from 198.51.100.7                                 | ADDRESS
			Their e-mail: bob_91@gmx.de                       | EMAIL
			seed: 42                                          | STATE
			You have 3 unread messages.                       | STATE
			at %s and #{user}                                 | PLACEHOLDER
			Hi <%= user.name %>!                              | PLACEHOLDER
			""")
	void findsWhatChanges(String text, VolatileKind kind) {
		assertThat(VolatileLint.findings(text)).extracting(Finding::kind).contains(kind);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Version 10.4.2.1 of the firmware fixes that.
			The law of 3 March 2021 applies.
			Ids look like 123e4567-e89b-12d3-a456-426614174000.
			Format dates as %Y-%m-%d.
			The server listens on 127.0.0.1 and on 10.0.0.5.
			© 2024-2026 Acme Ltd., registered under number 123456789.
			Discounts end on 24 December 2026.
			Use 1000000 as the limit.
			Dear customer, you are served by an assistant.
			Reply to the user in German.
			Step 3: say good-bye.
			The knowledge cutoff is June 2024.
			""")
	void sparesWhatDoesNot(String text) {
		assertThat(VolatileLint.findings(text)).isEmpty();
	}

	// A text may hold what users wrote
	@ParameterizedTest
	@ValueSource(strings = { " ", "know the user ", "12:", "A.b_c-1", "<user ", "Name: ", "retrieved context ", "{a" })
	void endsWithLongTextsToo(String part) {
		String text = part.repeat(32_768 / part.length());
		assertThat(CompletableFuture.supplyAsync(() -> VolatileLint.inHead(text)))
			.succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void saysWhereItIs() {
		String text = "You are brief. Today is 2026-11-30. Be kind.";
		assertThat(VolatileLint.findings(text)).singleElement()
			.satisfies((finding) -> assertThat(text.substring(finding.start(), finding.end())).isEqualTo("2026-11-30"));
	}

	@Test
	void sparesWhatStandsBehindTheStablePart() {
		String stable = "You are the support agent of a web shop. ".repeat(5);
		assertThat(VolatileLint.inHead(stable + "\n\nToday is {date}.\n")).isEmpty();
		assertThat(VolatileLint.inHead("Today is {date}.\n\n" + stable)).isNotEmpty();
		assertThat(VolatileLint.inHead(stable + "\nToday is {date}.\n" + stable)).isNotEmpty();
	}

	@Test
	void readsALongTextFast() {
		String text = "You answer questions of customers about orders, parcels and refunds. ".repeat(2_000);
		long start = System.nanoTime();
		assertThat(VolatileLint.findings(text)).isEmpty();
		assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
	}

}

package dev.llmcache.docs;

import java.io.IOException;

import org.junit.jupiter.api.Test;

/**
 * The page, but for the rights, which {@link RedisUserIT} and {@link PostgresUserIT}
 * carry out.
 */
class OperationsPageTests {

	private static final Page PAGE = new Page("docs/operations.md");

	@Test
	void itsPropertiesExistAndItsLinksLeadSomewhere() throws IOException {
		PAGE.assertThatItsYamlHasOnlyPropertiesThatExist();
		PAGE.assertThatItsLinksLeadSomewhere();
	}

}

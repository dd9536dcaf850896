package dev.llmcache.docs;

import java.io.IOException;

import org.junit.jupiter.api.Test;

class SecurityPageTests {

	private final Page page = new Page("docs/security.md");

	@Test
	void itsSnippetsAreHeldToTheCode() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
		this.page.assertThatItsJavaIsIn(SecuritySnippets.class);
		this.page.assertThatItsLinksLeadSomewhere();
	}

}

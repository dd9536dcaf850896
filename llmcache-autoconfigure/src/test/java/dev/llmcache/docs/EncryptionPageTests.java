package dev.llmcache.docs;

import java.io.IOException;

import org.junit.jupiter.api.Test;

class EncryptionPageTests {

	private final Page page = new Page("docs/encryption.md");

	@Test
	void itsPropertiesExistAndItsLinksLeadSomewhere() throws IOException {
		this.page.assertThatItsYamlHasOnlyPropertiesThatExist();
		this.page.assertThatItsLinksLeadSomewhere();
	}

}

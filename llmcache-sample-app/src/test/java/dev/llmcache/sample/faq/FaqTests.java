package dev.llmcache.sample.faq;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class FaqTests {

	private final Faq faq = Faq.read(new ClassPathResource("faq.yml"));

	@Test
	void hasAtLeastSixtyDifferentQuestionsAndAnswers() {
		assertThat(this.faq.entries()).hasSizeGreaterThanOrEqualTo(60);
		assertThat(this.faq.entries()).extracting(FaqEntry::question).doesNotHaveDuplicates();
		assertThat(this.faq.entries()).extracting(FaqEntry::answer).doesNotHaveDuplicates();
	}

	@Test
	void answersInTwoToFiveSentences() {
		assertThat(this.faq.entries())
			.allSatisfy((entry) -> assertThat(entry.answer().split("[.?!](\\s+|$)")).hasSizeBetween(2, 5));
	}

	@Test
	void namesOnlyProductsOfTheShop() {
		List<String> products = this.faq.products().stream().map(Product::name).toList();

		assertThat(this.faq.entries()).filteredOn((entry) -> entry.product() != null)
			.extracting(FaqEntry::product)
			.isSubsetOf(products);
	}

	@Test
	void writesEveryAnswerIntoTheSystemPrompt() {
		assertThat(this.faq.toMarkdown())
			.contains(this.faq.entries().stream().map(FaqEntry::answer).toArray(String[]::new));
	}

}

package dev.llmcache.sample.faq;

import java.util.List;

/**
 * Product of the shop.
 *
 * @param name the name answers use
 * @param aliases what customers call it besides, in lower case
 */
public record Product(String name, List<String> aliases) {

	public Product {
		aliases = List.copyOf(aliases);
	}

}

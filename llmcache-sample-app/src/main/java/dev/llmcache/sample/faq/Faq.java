package dev.llmcache.sample.faq;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.core.io.Resource;

/**
 * All that the desk knows, as read from {@code faq.yml}.
 *
 * @param shop the name of the shop
 * @param products its products
 * @param entries its answers
 */
public record Faq(String shop, List<Product> products, List<FaqEntry> entries) {

	public Faq {
		products = List.copyOf(products);
		entries = List.copyOf(entries);
	}

	/**
	 * Reads a FAQ.
	 * @param yaml a document with {@code shop}, {@code products} and {@code entries}
	 * @return the FAQ
	 * @throws UncheckedIOException if the resource cannot be read
	 */
	public static Faq read(Resource yaml) {
		try (InputStream in = yaml.getInputStream()) {
			Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
			return new Faq(text(document, "shop"), products(document), entries(document));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Every question with its answer, for the system prompt of a model that has not been
	 * trained on this shop.
	 * @return Markdown
	 */
	public String toMarkdown() {
		StringBuilder markdown = new StringBuilder();
		this.entries.forEach((entry) -> markdown.append("## ")
			.append(entry.question())
			.append('\n')
			.append(entry.answer())
			.append("\n\n"));
		return markdown.toString();
	}

	private static List<Product> products(Map<String, Object> document) {
		return list(document, "products").stream().map((names) -> {
			List<String> all = ((List<?>) names).stream().map(String::valueOf).toList();
			return new Product(all.getFirst(), all.subList(1, all.size()));
		}).toList();
	}

	private static List<FaqEntry> entries(Map<String, Object> document) {
		return list(document, "entries").stream().map((item) -> {
			Map<?, ?> entry = (Map<?, ?>) item;
			return new FaqEntry(text(entry, "question"), (String) entry.get("product"), text(entry, "keywords"),
					text(entry, "answer"));
		}).toList();
	}

	private static List<?> list(Map<?, ?> map, String key) {
		return (List<?>) Objects.requireNonNull(map.get(key), key);
	}

	private static String text(Map<?, ?> map, String key) {
		return (String) Objects.requireNonNull(map.get(key), key);
	}

}

package dev.llmcache.benchmarks.bill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.llmcache.benchmarks.bill.AskedQuestion.Way;
import dev.llmcache.benchmarks.quality.QualityStream;
import dev.llmcache.benchmarks.scopes.Faq;

/**
 * What the customers of three tenants ask on a day: few things often and many seldom,
 * each in one of several wordings.
 */
final class Traffic {

	private static final List<String> TENANTS = List.of("acme", "globex", "initech");

	private static final int WORDINGS = 3;

	private static final int VARIANTS = 4;

	private Traffic() {
	}

	static List<AskedQuestion> of(BillOptions options) {
		Path data = options.data();
		List<Topic> topics = (data != null) ? ofStreams(data) : ofShop();
		Random random = new Random(options.seed());
		List<AskedQuestion> questions = new ArrayList<>();
		for (int i = 0; i < options.questions(); i++) {
			Topic topic = topics.get(popular(random, topics.size()));
			String text = topic.wordings().get(popular(random, topic.wordings().size()));
			questions.add(new AskedQuestion(text, topic.label(), TENANTS.get(popular(random, TENANTS.size())),
					way(random.nextInt(100))));
		}
		return questions;
	}

	// Of n topics the k-th is asked for about 1/k as often as the first
	private static int popular(Random random, int size) {
		return Math.min(size - 1, (int) Math.pow(size + 1, random.nextDouble()) - 1);
	}

	private static Way way(int percent) {
		if (percent < 55) {
			return Way.CALL;
		}
		if (percent < 75) {
			return Way.STREAM;
		}
		if (percent < 85) {
			return Way.RETRIEVAL;
		}
		return (percent < 92) ? Way.TOOL : Way.CREATIVE;
	}

	private static List<Topic> ofShop() {
		List<Topic> topics = new ArrayList<>();
		for (int topic = 0; topic < Faq.TOPICS; topic++) {
			List<String> wordings = new ArrayList<>();
			for (int i = 0; i < WORDINGS * VARIANTS; i++) {
				wordings.add(Faq.question(topic, i % WORDINGS, i / WORDINGS));
			}
			topics.add(new Topic("topic " + topic, wordings));
		}
		return topics;
	}

	private static List<Topic> ofStreams(Path data) {
		Map<String, Topic> topics = new LinkedHashMap<>();
		try {
			for (QualityStream stream : QualityStream.allIn(data)) {
				stream.questions()
					.forEach((question) -> topics
						.computeIfAbsent(stream.name() + question.label(),
								(label) -> new Topic(label, new ArrayList<>()))
						.wordings()
						.add(question.text()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return List.copyOf(topics.values());
	}

	private record Topic(String label, List<String> wordings) {

	}

}

package dev.llmcache.test.prefix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.SystemSplit.VolatileRules;
import dev.llmcache.prefix.VolatilePlacement;

import org.springframework.ai.chat.client.ChatClient;

/**
 * Calls of a support desk to llama.cpp, with the prefix layer and without, in turn.
 *
 * @param head what was computed of prompts that begin with the date, but for the first
 * @param tail what was computed of the same with the layer, but for the first
 * @param systemTokens tokens of the stable part of the system text
 * @param tailTokens most tokens that a call has behind it
 */
public record LlamaCppRun(List<LlamaCppModel.Evaluation> head, List<LlamaCppModel.Evaluation> tail, int systemTokens,
		int tailTokens) {

	private static final int MARKS = "<|system|>\n\n<|user|>\n\n".length();

	/**
	 * Makes the calls.
	 * @param directory where models are written
	 * @param rules how many sentences the system text has
	 * @param rounds how many calls count
	 * @return what came of it
	 */
	public static LlamaCppRun of(Path directory, int rules, int rounds) throws IOException {
		PrefixFixture fixture = new PrefixFixture();
		fixture.policy = new PrefixPolicy(VolatilePlacement.SYSTEM,
				new VolatileRules(ShopCalls.PATTERNS.stream().map(Pattern::compile).toList(), false));
		Path log = directory.resolve("llama.log");
		try (LlamaCppModel plain = new LlamaCppModel(Files.createDirectories(directory.resolve("head")), log);
				LlamaCppModel layered = new LlamaCppModel(Files.createDirectories(directory.resolve("tail")), log)) {
			ChatClient without = ChatClient.create(plain);
			ChatClient with = ChatClient.builder(layered).defaultAdvisors(fixture.advisor()).build();
			ShopCalls calls = new ShopCalls(7, rules);
			int longest = 0;
			for (int i = 0; i <= rounds; i++) {
				String date = calls.date();
				String user = calls.user();
				String question = calls.question();
				String system = "%s %s %s".formatted(date, user, calls.stable());
				without.prompt().system(system).user(question).call().content();
				with.prompt().system(system).user(question).call().content();
				longest = Math.max(longest, layered.tokens(date + user + question) + MARKS);
			}
			return new LlamaCppRun(plain.evaluations().subList(1, rounds + 1),
					layered.evaluations().subList(1, rounds + 1), layered.tokens(calls.stable()), longest);
		}
	}

	/** How many times as long a call takes with the date at the head, in the median. */
	public double speedup() {
		return median(this.head) / median(this.tail);
	}

	private static double median(List<LlamaCppModel.Evaluation> evaluations) {
		return evaluations.stream()
			.mapToDouble(LlamaCppModel.Evaluation::millis)
			.sorted()
			.skip(evaluations.size() / 2)
			.findFirst()
			.orElseThrow();
	}

}

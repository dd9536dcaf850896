package dev.llmcache.prefix;

import java.util.List;
import java.util.regex.Pattern;

import dev.llmcache.prefix.SystemSplit.VolatileRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SystemSplitTests {

	private static final VolatileRules DATES = new VolatileRules(List.of(Pattern.compile("\\d{4}-\\d{2}-\\d{2}")),
			false);

	private static final VolatileRules FOUND = new VolatileRules(List.of(), true);

	@Test
	void movesTheSentenceThatAPatternFindsSomethingIn() {
		assertThat(SystemSplit.of("You are brief. Today is 2026-11-30, a Monday. Be kind.", List.of(), DATES))
			.isEqualTo(new SystemSplit("You are brief. Be kind.", List.of("Today is 2026-11-30, a Monday.")));
	}

	@Test
	void movesTheLineThatAPatternFindsSomethingIn() {
		assertThat(SystemSplit.of("Date: 2026-11-30\nYou are brief.\nBe kind", List.of(), DATES))
			.isEqualTo(new SystemSplit("You are brief.\nBe kind", List.of("Date: 2026-11-30")));
	}

	@Test
	void movesWhatIsFoundWithoutCuttingIt() {
		assertThat(SystemSplit.of("Heute ist der 30. November 2026. Sei kurz.", List.of(), FOUND))
			.isEqualTo(new SystemSplit("Sei kurz.", List.of("Heute ist der 30. November 2026.")));
		assertThat(SystemSplit.of("You are talking to Dr. Jane Stone. Be kind.", List.of(), FOUND))
			.isEqualTo(new SystemSplit("Be kind.", List.of("You are talking to Dr. Jane Stone.")));
	}

	@Test
	void leavesATextInWhichNothingChanges() {
		String text = "You are brief.  Be kind.\n\n- Never lie.";
		assertThat(SystemSplit.of(text, List.of(), FOUND)).isEqualTo(new SystemSplit(text, List.of()));
	}

	@Test
	void allButRegisteredBlocksMoves() {
		StablePrompt desk = new StablePrompt("desk", "1", "You are the desk of a shop.");
		StablePrompt tone = new StablePrompt("tone", "2", "Be kind.");
		assertThat(SystemSplit.of("Hello Ann!\nYou are the desk of a shop.\nBe kind. Her plan: gold",
				List.of(tone, desk), VolatileRules.NONE))
			.isEqualTo(new SystemSplit("You are the desk of a shop.\n\nBe kind.",
					List.of("Hello Ann!", "Her plan: gold")));
	}

	@Test
	void nothingOfATextIsLost() {
		String text = "A one. It is 2026-01-01! B two? C 2026-01-02\nD three.";
		SystemSplit split = SystemSplit.of(text, List.of(), DATES);
		String all = split.stable() + String.join("", split.moved());
		assertThat(sorted(all)).isEqualTo(sorted(text));
	}

	private static String sorted(String text) {
		return text.replaceAll("\\s", "").chars().sorted().mapToObj(Character::toString).reduce("", String::concat);
	}

}

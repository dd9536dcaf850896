package dev.llmcache.prefix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.prefix.lint.Finding;
import dev.llmcache.prefix.lint.VolatileKind;
import dev.llmcache.prefix.lint.VolatileLint;
import org.jspecify.annotations.Nullable;

/**
 * Digests of the head of a prompt, by which the next one's is compared with it after the
 * text is gone.
 *
 * @param fingerprint of the whole head
 * @param forms of each part
 */
record PromptHead(Fingerprint fingerprint, List<Form> forms) {

	private static final int STEP = 32;

	static PromptHead of(RenderedPrompt prompt, Fingerprint root) {
		List<Form> forms = new ArrayList<>();
		prompt.headBlocks().forEach((block) -> forms.add(Form.of(block, root)));
		return new PromptHead(root.derive(prompt.headBytes()), List.copyOf(forms));
	}

	/**
	 * Finds the first difference.
	 * @param prompt the prompt that this head is of
	 * @param before head of another prompt
	 * @return where they differ, or null if they do not
	 */
	@Nullable PrefixDifference since(PromptHead before, RenderedPrompt prompt) {
		int both = Math.min(this.forms.size(), before.forms.size());
		for (int i = 0; i < both; i++) {
			if (!this.forms.get(i).whole().equals(before.forms.get(i).whole())) {
				PromptBlock block = prompt.blocks().get(i);
				int offset = this.forms.get(i).sharedWith(before.forms.get(i));
				return new PrefixDifference(i, block.role(), offset, kind(before, i, block, offset));
			}
		}
		return (this.forms.size() != before.forms.size()) ? new PrefixDifference(both,
				(both < prompt.blocks().size()) ? prompt.blocks().get(both).role() : PromptBlock.Role.USER, 0,
				VolatileKind.OTHER) : null;
	}

	private VolatileKind kind(PromptHead before, int index, PromptBlock block, int offset) {
		if (block.role() == PromptBlock.Role.TOOL) {
			if (sorted(this.forms).equals(sorted(before.forms))) {
				return VolatileKind.TOOL_ORDER;
			}
			if (this.forms.get(index).characters().equals(before.forms.get(index).characters())) {
				return VolatileKind.TOOL_SCHEMA;
			}
		}
		return VolatileLint.findings(block.text())
			.stream()
			.filter((finding) -> finding.overlaps(offset, offset + STEP))
			.map(Finding::kind)
			.findFirst()
			.orElse(VolatileKind.OTHER);
	}

	private static List<String> sorted(List<Form> forms) {
		return forms.stream().map((form) -> form.whole().hex()).sorted().toList();
	}

	/**
	 * Digests of one part.
	 *
	 * @param whole of all of it
	 * @param characters of its characters in alphabetical order
	 * @param steps of ever longer beginnings of its text
	 */
	record Form(Fingerprint whole, Fingerprint characters, List<Fingerprint> steps) {

		static Form of(PromptBlock block, Fingerprint root) {
			char[] characters = block.rendered().toCharArray();
			Arrays.sort(characters);
			List<Fingerprint> steps = new ArrayList<>();
			Fingerprint step = digest(root, block.name());
			for (int end = STEP; end <= block.text().length(); end += STEP) {
				step = digest(step, block.text().substring(end - STEP, end));
				steps.add(step);
			}
			return new Form(digest(root, block.rendered()), digest(root, new String(characters)), List.copyOf(steps));
		}

		int sharedWith(Form other) {
			int shared = 0;
			while (shared < this.steps.size() && shared < other.steps.size()
					&& this.steps.get(shared).equals(other.steps.get(shared))) {
				shared++;
			}
			return shared * STEP;
		}

		private static Fingerprint digest(Fingerprint before, String text) {
			return before.derive(text.getBytes(StandardCharsets.UTF_8));
		}

	}

}

package dev.llmcache.sample.console;

/**
 * Finds text that is hard to read, by the rule of WCAG 2 for level AA.
 */
final class Contrast {

	/** Gives each visible text whose contrast is below 4.5. */
	static final String SCRIPT = """
			(() => {
				const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
				const light = (channels) => channels.slice(0, 3).map((c) => c / 255)
					.map((c) => (c <= 0.04045) ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
					.reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
				const over = (top, below) => {
					const alpha = top[3] ?? 1;
					return [0, 1, 2].map((i) => alpha * top[i] + (1 - alpha) * below[i]);
				};
				const ground = (one) => {
					const own = rgb(getComputedStyle(one).backgroundColor);
					return ((own[3] ?? 1) === 1 || !one.parentElement) ? own.slice(0, 3) : over(own, ground(one.parentElement));
				};
				const found = [];
				const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
				for (let text = texts.nextNode(); text; text = texts.nextNode()) {
					const one = text.parentElement;
					if (!text.data.trim() || !one.checkVisibility() || one.closest('.hidden, .skip, option')) {
						continue;
					}
					const behind = ground(one);
					const colour = rgb(getComputedStyle(one).color);
					colour[3] = (colour[3] ?? 1) * Number(getComputedStyle(one).opacity);
					const [most, least] = [light(over(colour, behind)), light(behind)].sort((a, b) => b - a);
					const ratio = (most + 0.05) / (least + 0.05);
					if (ratio < 4.5) {
						found.push(`${ratio.toFixed(2)} ${text.data.trim()}`);
					}
				}
				return found;
			})()
			""";

	private Contrast() {
	}

}

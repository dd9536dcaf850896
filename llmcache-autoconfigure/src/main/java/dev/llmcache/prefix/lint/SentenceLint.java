package dev.llmcache.prefix.lint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells of sentences whether they change from call to call, and remembers it, since most
 * do not and come again with every prompt.
 * <p>
 * Thread-safe.
 */
public final class SentenceLint {

	private static final int REMEMBERED = 4_096;

	private static final Map<String, Boolean> KNOWN = new LinkedHashMap<>(16, 0.75F, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > REMEMBERED;
		}

	};

	private SentenceLint() {
	}

	/**
	 * Whether there is something in a sentence that changes.
	 * @param sentence the sentence
	 * @return whether {@link VolatileLint} finds something
	 */
	public static boolean changes(String sentence) {
		synchronized (KNOWN) {
			Boolean known = KNOWN.get(sentence);
			if (known != null) {
				return known;
			}
		}
		boolean found = !VolatileLint.findings(sentence).isEmpty();
		synchronized (KNOWN) {
			KNOWN.put(sentence, found);
		}
		return found;
	}

}

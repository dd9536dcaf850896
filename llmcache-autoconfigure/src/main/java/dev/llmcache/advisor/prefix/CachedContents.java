package dev.llmcache.advisor.prefix;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.CreateCachedContentConfig;
import com.google.genai.types.Part;
import dev.llmcache.Fingerprint;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * System texts that Gemini keeps for this instance. They are made in the background, and
 * left for Gemini to delete when their time is over.
 * <p>
 * Thread-safe.
 */
public final class CachedContents {

	private static final Log logger = LogFactory.getLog(CachedContents.class);

	private static final int MOST = 100;

	private static final long PAUSE = Duration.ofMinutes(5).toMillis();

	private final Supplier<@Nullable Client> client;

	private final Duration ttl;

	private final Executor executor;

	private final Map<Fingerprint, Kept> kept = new LinkedHashMap<>();

	/**
	 * Creates them.
	 * @param client client of Gemini that makes them, or null where there is none
	 * @param ttl how long Gemini keeps one, at least a minute
	 * @param executor where they are made
	 */
	public CachedContents(Supplier<@Nullable Client> client, Duration ttl, Executor executor) {
		this.client = client;
		this.ttl = ttl;
		this.executor = executor;
	}

	/**
	 * Finds what Gemini keeps, or has it made for later calls.
	 * @param head digest of the text
	 * @param model name of the model
	 * @param text the text
	 * @param now the time in milliseconds
	 * @return Gemini's name of it, or null if there is none yet
	 */
	@Nullable String find(Fingerprint head, String model, String text, long now) {
		synchronized (this.kept) {
			this.kept.values().removeIf((content) -> content.until() <= now);
			Kept content = this.kept.get(head);
			if (content != null) {
				return content.name();
			}
			if (this.kept.size() >= MOST) {
				return null;
			}
			// Nobody else makes it meanwhile
			this.kept.put(head, new Kept(null, now + PAUSE));
		}
		this.executor.execute(() -> make(head, model, text, now));
		return null;
	}

	/**
	 * Forgets what Gemini has refused, and makes no other for five minutes.
	 * @param head digest of the text
	 * @param now the time in milliseconds
	 */
	void forget(Fingerprint head, long now) {
		synchronized (this.kept) {
			this.kept.put(head, new Kept(null, now + PAUSE));
		}
	}

	private void make(Fingerprint head, String model, String text, long now) {
		try {
			Client gemini = this.client.get();
			if (gemini == null) {
				return;
			}
			// Spring AI's own service insists on messages beside the system text
			Optional<String> name = gemini.caches
				.create(model,
						CreateCachedContentConfig.builder()
							.systemInstruction(Content.fromParts(Part.fromText(text)))
							.ttl(this.ttl)
							.build())
				.name();
			synchronized (this.kept) {
				name.ifPresent((made) -> this.kept.put(head, new Kept(made, now + this.ttl.toMillis() * 9 / 10)));
			}
		}
		// Its message may have the text
		catch (RuntimeException ex) {
			logger.warn("Gemini keeps no system text for the model %s: %s".formatted(model, ex.getClass().getName()));
		}
	}

	private record Kept(@Nullable String name, long until) {

	}

}

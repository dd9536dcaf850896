package dev.llmcache.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.llmcache.edge.CallRecord.Source;
import org.jspecify.annotations.Nullable;

/**
 * Headers by which a decision is told to the caches in front of the application.
 * <p>
 * Pure. No {@code Age}: some caches subtract it and some do not, so the lifetime is what
 * remains.
 *
 * @param tags the headers of tags
 * @param browserMaxAge how long browsers may keep a response, which no purge reaches, or
 * null for as long as caches may
 * @param cacheStatus whether public responses say what the cache did (RFC 9211)
 */
public record EdgeHeaders(EdgeTags tags, @Nullable Duration browserMaxAge, boolean cacheStatus) {

	/** The header that all caches obey. */
	public static final String CACHE_CONTROL = "Cache-Control";

	/**
	 * Headers that single caches obey before the others, so that a response which is not
	 * public must not have them.
	 */
	public static final Set<String> OVERRIDING = Set.of("CDN-Cache-Control", "Surrogate-Control", "X-Accel-Expires",
			"Cloudflare-CDN-Cache-Control", "Edge-Control");

	private static final Pattern DIRECTIVE = Pattern.compile("[^,\"]+(\"[^\"]*\")?[^,\"]*");

	private static final Set<String> UNSHARED = Set.of("private", "no-store", "no-cache");

	private static final Set<String> SHARED = Set.of("public", "s-maxage", "proxy-revalidate");

	private static final Set<String> STRICT = Set.of("must-revalidate", "proxy-revalidate");

	// Some caches know the one and some the other
	private static final String NOBODY = "private, no-store";

	/**
	 * Headers of a response that is public.
	 * @param decision the decision
	 * @param own the application's {@code Cache-Control}, which they do not exceed, or
	 * null if it says nothing
	 * @return their values by name, but for {@code Vary}, {@code ETag}
	 */
	public Map<String, String> of(EdgeDecision.Public decision, @Nullable String own) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(CACHE_CONTROL, control(decision, (own != null) ? directives(own) : List.of()));
		this.tags.headers().forEach((header) -> headers.put(header.header(), header.value(decision.tags())));
		if (this.cacheStatus) {
			headers.put("Cache-Status", status(decision));
		}
		return headers;
	}

	private String control(EdgeDecision.Public decision, List<String> own) {
		long lifetime = decision.lifetime().toSeconds();
		long browser = seconds(own, "max-age", lifetime);
		long shared = Math.min(lifetime, seconds(own, "s-maxage", browser));
		browser = Math.min(browser, shared);
		if (this.browserMaxAge != null) {
			browser = Math.min(browser, this.browserMaxAge.toSeconds());
		}
		List<String> strict = own.stream().filter(STRICT::contains).toList();
		long stale = (shared < lifetime || !strict.isEmpty()) ? 0 : decision.staleFor().toSeconds();
		String control = "public, max-age=%d, s-maxage=%d, stale-while-revalidate=%d".formatted(browser, shared,
				Math.min(stale, seconds(own, "stale-while-revalidate", stale)));
		return strict.isEmpty() ? control : control + ", " + String.join(", ", strict);
	}

	// What is no number says that it has expired (RFC 9111, section 4.2.1)
	private static long seconds(List<String> directives, String name, long otherwise) {
		return directives.stream()
			.filter((directive) -> name(directive).equals(name))
			.mapToLong((directive) -> number(directive.substring(directive.indexOf('=') + 1)))
			.min()
			.orElse(otherwise);
	}

	private static long number(String value) {
		String digits = value.replace("\"", "").trim();
		return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
	}

	private static String status(EdgeDecision.Public decision) {
		// Answers of the model are there since this request
		String answered = (decision.source() == Source.MODEL) ? "fwd=miss; stored"
				: "hit; detail=" + decision.source().name().toLowerCase(Locale.ROOT);
		return "llmcache; %s; ttl=%d".formatted(answered, decision.lifetime().toSeconds());
	}

	/**
	 * What a response that is not public says instead of what the application has it say.
	 * @param own the application's {@code Cache-Control}, or null if it says nothing
	 * @return the same where it keeps shared caches out; otherwise what is left of it for
	 * the caller's own cache
	 */
	public static String withheld(@Nullable String own) {
		if (own == null || own.isBlank()) {
			return NOBODY;
		}
		if (keepsSharedCachesOut(own)) {
			return own;
		}
		List<String> kept = new ArrayList<>(List.of("private"));
		directives(own).stream().filter((directive) -> !SHARED.contains(name(directive))).forEach(kept::add);
		return (kept.size() > 1) ? String.join(", ", kept) : NOBODY;
	}

	/**
	 * Whether no shared cache keeps a response that says so.
	 * @param own the application's {@code Cache-Control}
	 * @return true where nothing needs to be added
	 */
	public static boolean keepsSharedCachesOut(String own) {
		return directives(own).stream().anyMatch(UNSHARED::contains);
	}

	private static List<String> directives(String value) {
		return DIRECTIVE.matcher(value)
			.results()
			.map((match) -> match.group().trim().toLowerCase(Locale.ROOT))
			.filter((directive) -> !directive.isEmpty())
			.toList();
	}

	private static String name(String directive) {
		int end = directive.indexOf('=');
		return ((end >= 0) ? directive.substring(0, end) : directive).trim();
	}

}

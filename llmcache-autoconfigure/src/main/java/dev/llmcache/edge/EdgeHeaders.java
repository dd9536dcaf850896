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

	/**
	 * Headers of a response that is public.
	 * @param decision the decision
	 * @return their values by name, but for {@code Vary}, {@code ETag}
	 */
	public Map<String, String> of(EdgeDecision.Public decision) {
		Map<String, String> headers = new LinkedHashMap<>();
		long shared = decision.lifetime().toSeconds();
		long browser = (this.browserMaxAge != null) ? Math.min(shared, this.browserMaxAge.toSeconds()) : shared;
		headers.put(CACHE_CONTROL, "public, max-age=%d, s-maxage=%d, stale-while-revalidate=%d".formatted(browser,
				shared, decision.staleFor().toSeconds()));
		this.tags.headers().forEach((header) -> headers.put(header.header(), header.value(decision.tags())));
		if (this.cacheStatus) {
			headers.put("Cache-Status", status(decision));
		}
		return headers;
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
			return "no-store";
		}
		if (keepsSharedCachesOut(own)) {
			return own;
		}
		List<String> kept = new ArrayList<>(List.of("private"));
		directives(own).stream().filter((directive) -> !SHARED.contains(name(directive))).forEach(kept::add);
		return (kept.size() > 1) ? String.join(", ", kept) : "no-store";
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

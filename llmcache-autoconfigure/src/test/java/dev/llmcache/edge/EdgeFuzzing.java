package dev.llmcache.edge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import dev.llmcache.test.fuzz.FuzzTarget;

import static dev.llmcache.test.fuzz.FuzzTarget.require;

/**
 * Headers of requests and of the application's own responses.
 */
public final class EdgeFuzzing {

	private static final EdgeHeaders HEADERS = new EdgeHeaders(new EdgeTags(List.of(TagHeader.XKEY), 1024),
			Duration.ofSeconds(50), true);

	private static final EdgeDecision.Public PUBLIC = new EdgeDecision.Public(Duration.ofSeconds(90),
			Duration.ofSeconds(30), CallRecord.Source.EXACT, List.of(), List.of(), List.of());

	private static final Pattern CONTROL = Pattern.compile("public, max-age=([0-4]?\\d|50), s-maxage=([0-8]?\\d|90), "
			+ "stale-while-revalidate=([0-2]?\\d|30)(, (must|proxy)-revalidate)*");

	private EdgeFuzzing() {
	}

	public static List<FuzzTarget> targets() {
		return List.of(
				new FuzzTarget("if-none-match",
						List.of(latin("*"), latin("W/\"a\", \"b\""), latin(EntityTag.of(new byte[0], null))),
						EdgeFuzzing::readIfNoneMatch),
				new FuzzTarget("cache-control",
						List.of(latin("private=\"set-cookie\", max-age=5"), latin("max-age=\"10\", s-maxage=20"),
								latin("public, must-revalidate, stale-while-revalidate=7, no-store")),
						EdgeFuzzing::readCacheControl));
	}

	private static byte[] latin(String header) {
		return header.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static void readIfNoneMatch(byte[] input) {
		String header = new String(input, StandardCharsets.ISO_8859_1);
		String tag = EntityTag.of(input, header);
		boolean matches = EntityTag.matches(header, tag);
		require(!matches || header.trim().equals("*") || header.contains(tag.substring(2)),
				"Only what is asked for is found");
		require(EntityTag.matches(tag, tag) && EntityTag.matches("*", tag), "A body has its own tag");
	}

	private static void readCacheControl(byte[] input) {
		String own = new String(input, StandardCharsets.ISO_8859_1);
		require(EdgeHeaders.keepsSharedCachesOut(EdgeHeaders.withheld(own)), "What is withheld stays out of caches");
		String control = HEADERS.of(PUBLIC, own).get(EdgeHeaders.CACHE_CONTROL);
		require(control != null && CONTROL.matcher(control).matches(), "Nothing lives longer than it may");
	}

}

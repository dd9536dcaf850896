package dev.llmcache.prefix.lint;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Ids of requests, sessions and records, tokens, hashes, time as a number, and addresses
 * of the Internet.
 */
final class Identifiers implements Detector {

	private static final String RECORD = "(?:request|req|session|sess|trace|span|correlation|conversation|conv|thread|chat|"
			+ "message|msg|transaction|txn|run|job|task|call|user|customer|client|account|member|patient|student|employee|"
			+ "guest|caller|order|ticket|case|invoice|booking|reservation|contract|device|tenant|visitor|execution|"
			+ "invocation|kunden|bestell|sitzungs|vorgangs|auftrags|anfrage)";

	private static final String ID = "(?:ids?|identifier|uuid|guid|number|nummer|no\\.?|nr\\.?|num|key|token|ref(?:erence)?|hash|code|#)";

	private static final String VALUE = "[\"'`<(\\[]?(?<v>(?=[\\w./:-]*\\d)[A-Za-z0-9][\\w./:-]{1,80}\\w)";

	private static final Pattern DIGITS = Pattern.compile("\\d");

	/** Ids that are the same for all callers. */
	private static final String OF_THE_HOUSE = "(?i)\\b(?:company|register(?:ed)?|registration|vat|tax|iban|bic|isbn|issn|ean|gtin|doi|"
			+ "article|section|part|model|policy|form|standard|iso|rfc|din|hotline|version|phone|telephone|tel|fax|call|dial|"
			+ "charity|licen[cs]e|number of|population|error|http|status)\\b[^.\\n]*$";

	private static final List<Detector> RULES = List.of(
			Rule.of(VolatileKind.UUID, "(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b"),
			Rule.of(VolatileKind.IDENTIFIER, "\\b[0-7][0-9A-HJKMNP-TV-Z]{25}\\b"),
			Rule.of(VolatileKind.IDENTIFIER, "(?i)\\b(?=[0-9a-f]*\\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,128}\\b"),
			Rule.of(VolatileKind.IDENTIFIER,
					"\\beyJ[\\w-]{8,}(?:\\.[\\w-]+)*|\\b(?:sk|pk|ghp|xox[bp])[-_][A-Za-z0-9_-]{8,}"),
			Rule.of(VolatileKind.IDENTIFIER, "(?i)\\b(?:" + RECORD
					+ "|commit|revision|sha|hash|digest|checksum|etag)[\\s:=#]+\"?(?<v>(?=[0-9a-f]*\\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,})\\b|\\b0x[0-9a-f]{6,}\\b"),
			Rule.of(VolatileKind.IDENTIFIER, "\\b(?:ID|Id|id)\\b\\s*[:#=]?\\s*(?<v>[A-Z]{0,3}-?\\d{3,})\\b")
				.unlessBefore(OF_THE_HOUSE),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?i)\\b(?:ref(?:erence)?|claim|docket|file|policy|contract|case|record|chart|mrn)\\b\\s*(?:no\\.?|nr\\.?|number|id|#|:)\\s*[:#]?\\s*(?<v>(?=(?:[\\w-]*\\d){3})[\\w-]{4,})")
				.unlessBefore("(?i)\\b(?:company|register|registration|vat|tax|our)\\b"),
			Rule.of(VolatileKind.IDENTIFIER, "(?i)\\bMozilla/\\d\\.\\d|\\buser-agent\\s*[:=]\\s*\\S+"),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?<![\\w/.-])(?=[\\w-]*[a-z])(?=[\\w-]*[A-Z])(?=(?:[A-Za-z_-]*\\d){3})[A-Za-z0-9_-]{16,128}={0,2}(?!\\w|\\.\\w)"),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?i)(?<![\\w-])(?:req|sess|session|trace|conv|thread|msg|usr|user|cus|cust|customer|acct|run|txn|ord|tkt|evt|chatcmpl|client|tenant)"
							+ "[_-](?=[\\w-]*\\d)[\\w-]{2,}\\b"),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?i)\\b" + RECORD + "[\\s_-]?" + ID + "[\"'`*]*\\s*(?:is|:|=|ist)?\\s*[\"'*]*" + VALUE)
				.unlessAfter("\\s?(?:characters|digits|times|minutes|days|hours)"),
			Rule.of(VolatileKind.IDENTIFIER, "(?i)\\b" + RECORD + "\\s*[#:=]\\s*#?" + VALUE)
				.where((text, start, end) -> end - start >= 4 && digits(text, start, end) >= 3),
			Rule.of(VolatileKind.IDENTIFIER, "(?i)\\b" + RECORD + " (?<v>[A-Z]{0,4}-?\\d{5,})\\b"),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?i)[?&](?:session|sid|token|t|ts|nonce|sig|rid|uid|id|cid|trace)=(?<v>[\\w.%-]{3,})")
				.where((text, start, end) -> digits(text, start, end) > 0),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?im)^\\W*(?:id|uuid|guid|etag|checksum|sha(?:256|1)?|md5|build[ _-]?hash)\\W*[:=]\\s*\"?"
							+ VALUE),
			Rule.of(VolatileKind.NUMBER,
					"(?<![\\w.,+-])1[4-9]\\d{8}(?:\\d{3}(?:\\d{3})?)?(?:\\.\\d+)?(?![\\w-]|[.,]\\d)")
				.unlessBefore(OF_THE_HOUSE),
			Rule.of(VolatileKind.NUMBER, "(?<![\\w.,+-])(?!0?1234567890?)(?!\\d0{6,})\\d{9,}(?![\\w-]|[.,]\\d)")
				.unlessBefore(OF_THE_HOUSE),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?i)\\b(?:order|ticket|case|booking|reservation|invoice|shipment|parcel|claim|flight|transaction) #?(?<v>(?=(?:[\\w-]*\\d){5})[\\w-]{6,})"),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?i)\\bbuild(?: (?:no\\.?|number|id))?[\\s:=#]+(?<v>\\d{6,}(?:[.-]\\d+)*)"),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?i)(?:/home/|/users/|\\\\users\\\\)(?!(?:user|username|you|me|app)\\b)(?<v>[a-z][\\w.-]+)"),
			Rule.of(VolatileKind.ADDRESS,
					"(?<![\\w.])(?!127\\.|0\\.|255\\.)(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\w/]|\\.\\d)")
				.where(Identifiers::isACallers),
			Rule.of(VolatileKind.ADDRESS,
					"(?i)(?<![\\w:])(?:[0-9a-f]{1,4}:){4,7}(?::?[0-9a-f]{1,4})\\b|\\b[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){1,6}::[0-9a-f]{1,4}\\b"),
			Rule.of(VolatileKind.ADDRESS, "(?i)\\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\\b"));

	@Override
	public void detect(String text, Consumer<Finding> found) {
		RULES.forEach((rule) -> rule.detect(text, found));
	}

	private static long digits(String text, int start, int end) {
		return DIGITS.matcher(text.substring(start, end)).results().count();
	}

	private static final Pattern CALLER = Pattern
		.compile("(?i)\\b(?:user|client|caller|visitor|remote|customer|from|ip|request)\\b");

	private static final Pattern HOUSE = Pattern.compile(
			"(?i)\\b(?:version|release|v|dns|gateway|server|host|proxy|subnet|resolver|endpoint|listens?|runs)\\b");

	// Versions have four parts too
	private static boolean isACallers(String text, int start, int end) {
		String before = Surroundings.before(text, start);
		return CALLER.matcher(before).find() || (!HOUSE.matcher(before).find() && !text.startsWith("192.168.", start)
				&& !text.startsWith("10.", start));
	}

}

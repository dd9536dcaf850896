package dev.llmcache.prefix.lint;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Places that a template engine fills: those of StringTemplate, Mustache, Java, Python,
 * shells, ERB and Jinja, and such as people write by hand.
 */
final class Placeholders implements Detector {

	/** What of a person, a moment or a call such names speak of. */
	private static final String VARYING = "(?:\\w*(?:user|customer|client|caller|guest|member|tenant|employee|student|patient|"
			+ "name|date|time|now|today|day|year|month|session|request|trace|conversation|thread|uuid|guid|email|mail|"
			+ "phone|address|ip|location|city|country|locale|timezone|profile|account|order|ticket|balance|history|"
			+ "memory|context|query|question|nonce|seed|random|token)\\w*|id|\\w+_id|\\w+Id|ts)";

	/** Words after which places are what the text is about. */
	private static final String SUBJECT = "(?i)placeholder|variables?\\b|preserve|keep|(?:merge )?tags? exactly|syntax|literally|\\\\";

	private static final List<Detector> RULES = List.of(Rule.always(VolatileKind.PLACEHOLDER,
			"(?<![{}\\\\$#/A-Za-z0-9])\\{(?:[A-Za-z_][\\w.\\-]*(?:\\(\\))?(?:\\[['\"]?\\w+['\"]?\\])?(?:[!:|][^{}\"\\s]{0,40})?"
					+ "|\\s+" + VARYING + "\\s+|\\d)\\}(?!\\})")
		.unlessBefore(SUBJECT),
			Rule.always(VolatileKind.PLACEHOLDER,
					"(?i)\\b(?:is|hello|hi|dear|user|name|date|time|at|id|with|to)[:,]? ?(?<v>\\{\\})")
				.unlessBefore("(?i)return|output|respond|reply|empty"),
			Rule.always(VolatileKind.PLACEHOLDER, "%[A-Z_]{3,}%|<<\\w+>>"),
			Rule.always(VolatileKind.PLACEHOLDER, "\\{\\{[^{}\\n]{1,80}\\}\\}"),
			Rule.always(VolatileKind.PLACEHOLDER, "\\{%-?[^%\\n]{1,80}%\\}|<%=?[^%\\n]{1,80}%>"),
			Rule.always(VolatileKind.PLACEHOLDER, "[$#@]\\{[^{}\\n]{1,80}\\}").unlessBefore(SUBJECT),
			Rule.always(VolatileKind.PLACEHOLDER,
					"(?<![{}\\\\$#/A-Za-z0-9])\\{[A-Za-z_][\\w.]*\\([^{}\\n]{0,60}\\)\\}(?!\\})"),
			Rule.always(VolatileKind.PLACEHOLDER, "%\\([A-Za-z_]\\w*\\)[sdr]"),
			Rule.always(VolatileKind.PLACEHOLDER, "(?<![\\w%\\-/:.])%(?:\\d+\\$)?[sd](?![\\w%\\-/:])")
				.unlessBefore("(?i)strftime|format")
				.unlessBefore(SUBJECT),
			Rule.of(VolatileKind.PLACEHOLDER, "(?i)(?<![\\w$])\\$" + VARYING + "\\b"), Rule
				.of(VolatileKind.PLACEHOLDER,
						"\\[(?i:(?:insert |the |current |user'?s? |customer'?s? |your )*" + VARYING
								+ "(?: (?:here|name|id|date|time))?)\\](?!\\()")
				.where(Placeholders::isNoForm),
			Rule.of(VolatileKind.PLACEHOLDER, "__[A-Z][A-Z_]+__|(?<![\\w@])@@?[A-Z][A-Z_]{3,}@?(?=\\W|$)"),
			Rule.of(VolatileKind.PLACEHOLDER,
					"\\b(?:new Date\\(\\)|Date\\.now\\(\\)|(?:LocalDate(?:Time)?|Instant|ZonedDateTime|datetime)\\.now\\(\\)|now\\(\\)"
							+ "|(?:random)?UUID(?:\\.randomUUID)?\\(\\)|uuid4?\\(\\)|Math\\.random\\(\\)|time\\.time\\(\\))"),
			Placeholders::tags);

	private static final Pattern TAG = Pattern.compile("<(?<tag>(?i:" + VARYING + "))>");

	private static final Pattern FORM = Pattern.compile(
			"(?i)\\b(?:answer|reply|respond|return|output|write|sign|end|begin|start|use|fill|address them|template)\\b");

	/** Texts about templates, whose places nobody fills. */
	private static final Pattern ABOUT_TEMPLATES = Pattern.compile(
			"(?i)\\b(?:merge (?:tags?|fields?)|jinja2?|mustache|handlebars|liquid|freemarker|thymeleaf|velocity|helm|ansible|i18n|template (?:language|engine|strings?))\\b");

	@Override
	public void detect(String text, Consumer<Finding> found) {
		if (!ABOUT_TEMPLATES.matcher(text).find()) {
			RULES.forEach((rule) -> rule.detect(text, found));
		}
	}

	// With an end it is structure, unless what it encloses is written out
	private static void tags(String text, Consumer<Finding> found) {
		var tags = TAG.matcher(text);
		while (tags.find()) {
			boolean closed = text.contains("</" + tags.group("tag") + ">");
			if (!closed && !Surroundings.isExample(text, tags.start()) && isNoForm(text, tags.start(), tags.end())
					&& !Pattern.compile("(?i)\\s+(?:xml )?(?:tags?|elements?|blocks?|sections?)\\b")
						.matcher(text.substring(tags.end()))
						.lookingAt()) {
				found.accept(new Finding(tags.start(), tags.end(), VolatileKind.PLACEHOLDER));
			}
		}
	}

	// How the model is to write is the same in every call
	private static boolean isNoForm(String text, int start, int end) {
		return !FORM.matcher(Surroundings.before(text, start)).find();
	}

}

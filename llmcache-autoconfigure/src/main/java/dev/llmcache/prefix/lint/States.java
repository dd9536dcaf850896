package dev.llmcache.prefix.lint;

import java.util.List;
import java.util.function.Consumer;

/**
 * Counters, seeds, and what is as it is for the moment: stock, weather, balance.
 */
final class States implements Detector {

	private static final String STATE = "(?:weather|temperature|stock(?: level)?|inventory|balance|price|load|location|position|user|customer|caller|session|page|url|score|"
			+ "level|state|status|conditions|readings?|queue(?: length| position)?|battery(?: level)?|exchange rate|mood|cart|basket|subscription|plan|step|turn|iteration|"
			+ "time|date|tab|screen|view|task|working directory|directory|branch|number of \\w+)";

	private static final List<Detector> RULES = List.of(Rule.of(VolatileKind.STATE,
			"(?i)\\b(?:seed|nonce|random (?:number|seed|value|token|id|string)|cache[- ]?buster|salt)\\b[\"'*]*\\s*(?:is|:|=|#)?\\s*[\"']?(?<v>(?=[\\w.-]*\\d)[\\w.-]+)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:turn|message|request|call|visit|visitor|attempt|iteration|conversation|interaction|query|question|run|retry|try|round)(?: (?:counter|count|number|no\\.?|nr\\.?|#)|\\s?#)\\s*(?:is|:|=)?\\s*(?<v>\\d+)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:this is|current(?:ly)?(?: on| at| in)?|now (?:on|at|in)|you are (?:on|at|in)) (?:the )?(?:turn|message|request|call|visit|attempt|iteration|step|round|page|day|retry|question) (?<v>\\d+)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:this is|you are|it is) (?:\\w+ ){0,3}?(?<v>\\d+(?:st|nd|rd|th)) (?:\\w+ )?(?:turn|message|request|call|visit|visitor|attempt|question|conversation|time)\\b"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:turn|attempt|iteration|message|request|round|call|visit|question|conversation|session) (?<v>\\d+) (?:of|/|out of) \\d+"),
			Rule.of(VolatileKind.STATE,
					"(?im)^\\W*(?:turn|attempt|iteration|counter|count|retry|requests? so far|messages? so far)\\W*[:=]?\\s*(?<v>\\d+)\\W*$"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:there (?:are|is)(?: currently)?|(?:the )?\\w+ ha(?:s|ve)(?: currently)?|currently)\\s+(?<v>\\d[\\d.,]*)\\s+(?:(?:unread|open|new|pending|active|remaining|loyalty|bonus|reward|waiting)\\s+)+\\w+"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:there (?:are|is) )?(?:currently )?(?<v>\\d[\\d.,]*) (?:users|customers|visitors|people|agents|callers|tickets|items) (?:are )?(?:currently |now )?(?:online|waiting|ahead|in (?:the|your|their) (?:queue|cart|basket)|left in stock)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:remaining|left|available|used) (?:tokens?|credits?|quota|budget|balance|requests?|calls?|messages?)[\"'*]*\\s*(?:is|are|:|=)\\s*(?<v>[$€£]?\\d[\\d.,]*)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:account balance|loyalty points|reward points|credit balance|queue position|position in (?:the )?queue|cart (?:total|value|contents?)|items in (?:the )?cart|unread messages|open tickets|uptime|token count|tokens used)[\"'*]*\\s*(?:is|are|:|=)\\s*(?<v>[$€£]?\\d[\\d.,]*)"),
			Rule.of(VolatileKind.STATE, "(?i)\\b(?:current|present|live|latest|real-time|today['’]s)(?: \\w+){0,2}? "
					+ STATE
					+ "\\b(?: \\w+){0,3}?[\"'*]*\\s*(?:is|:|=)\\s*[\"'*]*(?<v>(?:\\$(?=\\d)|[^\\s{<\\[$])[^.\\n]*)")
				.unlessAfter("(?i)\\s*(?:unknown|available|given|provided)")
				.where(States::isAValue),
			Rule.of(VolatileKind.DATE,
					"(?i)<(?:\\w+_)?(?:date|time|datetime|timestamp|now|today)(?:\\s[^>\\n]*)?>\\s*(?<v>[^<{\\n]*\\d[^<{\\n]*)</"),
			Rule.of(VolatileKind.IDENTIFIER,
					"(?i)<(?:\\w+_)?(?:session|user|customer|request|account|order|id)(?:_?id)?>\\s*(?<v>(?=[^<\\s]*\\d)[^<{\\s]{2,})\\s*</"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:weather|temperature|traffic|stock|air quality)\\b(?: (?:right now|now|today|currently|outside|at the moment))?\\s*[:=]\\s*(?<v>-?\\d+[^\\n.]*)")
				.unlessBefore("(?i)\\b(?:sampling|unit|max|min|model)\\b"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:today['’]s|this week['’]s|tomorrow['’]s) \\w+(?: \\w+)?\\s*:\\s*(?<v>[^\\s{<\\[$]+)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:recent|last|previous|past|latest) (?:orders?|purchases?|messages?|searches|conversations?|tickets?|bookings?|transactions?|activity|logins?)\\s*:\\s*(?<v>[^\\s{<\\[$]+)"),
			Rule.of(VolatileKind.STATE,
					"(?:^|[.!?\\n]\\s*)(?i:(?:the|this|your) (?:current )?(?:user|customer|client|caller|guest|member|patient|student|employee)) (?<v>(?:is|was) \\d+(?: years old)?|has (?:already |currently |so far )?(?:placed|made|spent|bought|visited|opened|asked|ordered|booked|earned|saved|returned|been)[^.\\n]{0,30}?\\d+)"),
			Rule.of(VolatileKind.STATE,
					"(?im)^\\W*(?:balance|points|credits|cart total|account)\\s*[:=]\\s*(?<v>[$€£]?\\d[\\d.,]*)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:is|are|has|have|shows?|of|at)\\b[^.\\n]{0,40}?(?<v>\\d[\\d.,]*)(?:[^.\\n]|\\.(?=\\d)){0,24}\\b(?:right now|at the moment|at present|just now|as we speak|as of (?:now|today|this \\w+))\\b")
				.unlessBefore("(?i)\\b(?:if|when|unless|whether)\\b"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:as of (?:today|now|this moment)|right now|at the moment|at present),?[^.\\n]{0,40}?(?<v>\\d[\\d.,]*)")
				.unlessBefore("(?i)\\b(?:if|when|unless|whether)\\b"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?<v>\\d+) (?:days?|hours?|h|min(?:ute)?s?|min|sec(?:ond)?s?|weeks?|seats|tables|items|spots|rooms) (?:left|remaining)\\b|\\bquedan \\d+|\\bil reste \\d+|\\bnoch \\d+ \\w+ (?:frei|übrig|offen)")
				.unlessBefore("(?i)\\b(?:if|when|unless|until|with|once)\\b"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?<v>\\d+) (?:\\w+ )?(?:messages?|credits?|tokens?|attempts?|questions?|tries|requests?|calls?|turns?|lives|points|coins|slots|licen[cs]es) (?:left|remaining)\\b")
				.unlessBefore("(?i)\\b(?:if|when|unless|until|with|once|fewer than|less than|only)\\b"),
			Rule.of(VolatileKind.STATE,
					"(?im)(?:^|[.!?,]\\s+)\\W*(?:player |character )?(?:hp|health|mana|xp|gold|level|inventory|score|vitals?|room|bed|table|seat|gate|encounter|admission|shift|speed|battery|mileage|odometer|altitude)\\b(?: started| ends?)?\\s*[:=]\\s*(?<v>[^\\n{]{0,120}?\\d[^\\n]{0,200})"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:lights?|lamps?|doors?|windows?|thermostat|alarm|heating|blinds?|locks?|tv|camera|garage|oven|washer)\\s*:\\s*(?<v>on|off|open|closed|(?:un)?locked|(?:dis)?armed|\\d+)\\b"),
			Rule.of(VolatileKind.STATE, "(?i)\\b(?<v>\\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?) ago)\\b")
				.unlessBefore("(?i)\\b(?:if|when|unless|whether|more than|less than|over)\\b"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?<v>earlier today|this morning|asked yesterday|a moment ago|just now)\\b")
				.unlessBefore("(?i)\\b(?:if|when|unless|whether|what|who)\\b|[\"“'‘]"),
			Rule.of(VolatileKind.STATE,
					"(?im)\\b(?:remaining|available|used|unused) \\w+(?: \\w+){0,3}\\s*[:=]\\s*(?<v>[$€£]?\\d[\\d.,]*)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:search results?(?: for [^\\n:]*)?|(?:retrieved|relevant|related|matching) (?:context|documents?|passages?|articles?|snippets?|chunks?|excerpts?)):\\s*(?<v>[^\\s{<\\[][^\\n]*)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:(?:the following|these) )?(?:articles?|documents?|passages?|snippets?|chunks?|results?|sources?) (?<v>(?:were|was|have been) (?:retrieved|found|returned|fetched))\\b")
				.unlessBefore("(?i)\\b(?:if|when|unless|no|that)\\b"),
			Rule.of(VolatileKind.STATE,
					"\\(?[+-]\\d+(?:\\.\\d+)?\\s?% (?:in the last|today|since)|\\([+-]\\d+(?:\\.\\d+)?\\s?%\\)"),
			Rule.of(VolatileKind.STATE, "(?i)\\b(?<v>\\d+/\\d+ (?:hp|xp|mp|lives|health))\\b"),
			Rule.of(VolatileKind.STATE, "(?im)^\\W*(?:week|day|sprint) (?<v>\\d+), (?:day|week|sprint) \\d+"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:current|present|live|latest)(?: \\w+){0,2}? (?:state|status|conditions|readings?|settings|values)[\"'*]*:\\s*\\n(?<v>[^\\n]*[:=][^\\n]*)"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:it is|it['’]s|we have)(?: currently| now)? (?<v>-?\\d+(?:[.,]\\d)? ?(?:°|degrees))")
				.unlessBefore("(?i)\\b(?:if|when|unless|where)\\b"),
			Rule.of(VolatileKind.STATE,
					"(?im)(?:^|[.!?,]\\s+)\\W*(?:(?:shopping )?(?:cart|basket)|order|subtotal|total so far|sensors?|devices?|readings?|(?:tables|rooms|seats) (?:free|left)(?: \\w+)?)\\s*:\\s*(?<v>[^\\n{]{0,120}?\\d[^\\n]{0,200})"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:living room|kitchen|bedroom|bathroom|hallway|garage|indoors|outdoors|inside|outside)\\b[: ]{1,2}(?<v>-?\\d+(?:[.,]\\d+)? ?(?:°|degrees))")
				.unlessBefore("(?i)\\b(?:keep|heat|set|if|when|between|at least|at most|never)\\b"),
			Rule.of(VolatileKind.STATE, "(?<![\\d.])-?\\d{1,3}\\.\\d{3,}°?\\s?[NS]?,\\s*-?\\d{1,3}\\.\\d{3,}"),
			Rule.of(VolatileKind.STATE,
					"(?i)\\b(?:it is|the weather is|weather:|outside it is)(?: currently| now)? (?<v>(?:sunny|raining|rainy|cloudy|snowing|-?\\d+ ?°))"));

	@Override
	public void detect(String text, Consumer<Finding> found) {
		RULES.forEach((rule) -> rule.detect(text, found));
	}

	// "The current price is shown on the page" says nothing of now
	private static boolean isAValue(String text, int start, int end) {
		String value = text.substring(start, end).strip();
		return value.matches(
				"(?s)[$€£-]?\\d.*|\\p{Lu}.*\\d.*|\\p{Lu}[\\p{L}-]+(?: \\p{Lu}[\\p{L}-]+)*\\W*|[/~][\\w/.-]+|https?://\\S+|[\"'“].*")
				&& !value.matches("(?i)(?s)(?:the|a|an|not|never|always|in|on)\\b.*");
	}

}

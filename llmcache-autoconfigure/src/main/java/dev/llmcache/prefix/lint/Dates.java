package dev.llmcache.prefix.lint;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The present date and time, told apart from dates of laws, terms and opening hours by
 * the words before them, by their precision, or by standing alone.
 */
final class Dates implements Detector {

	private static final String WEEKDAY = "(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
			+ "|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
			+ "|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)";

	private static final String MONTH = "(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|M[aä]rz?|Apr(?:il)?|Ma[iy]"
			+ "|June?|Juni|July?|Juli|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?)\\.?";

	private static final String DAY = "\\d{1,2}(?:st|nd|rd|th|\\.)?";

	private static final String DATE = "(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})"
			+ "|" + DAY + "(?: of)? " + MONTH + "(?:,? \\d{4})?|" + MONTH + " " + DAY + "(?:,? \\d{4})?|" + MONTH
			+ " \\d{4}|" + DAY + " (?:de )?\\p{L}{3,10} (?:de )?\\d{4}|\\d{4}年\\d{1,2}月\\d{1,2}日"
			+ "|\\d{4}-W\\d{2}(?:-\\d)?|\\d{1,2}-" + MONTH + "-\\d{2,4})";

	private static final String TIME = "(?:[01]?\\d|2[0-4])[:.][0-5]\\d(?::[0-5]\\d(?:[.,]\\d+)?)?(?:\\s?[ap]\\.?m\\.?)?"
			+ "(?:\\s?(?:Z|UTC|GMT|CES?T|E[SD]T|P[SD]T|[+-]\\d{2}:?\\d{2})\\b)?|\\b(?:1[0-2]|[1-9])\\s?[ap]\\.?m\\b";

	private static final Pattern MOMENT = Pattern
		.compile("(?iu)(?<![\\w.])(?:(?<weekday>" + WEEKDAY + "\\b)(?:,? (?:the |den |d\\.\\s?)?)?)?(?<date>" + DATE
				+ ")?(?:(?:,?\\s{1,4}(?:at |um |à )?|T)?(?<time>" + TIME + "))?(?![\\w])");

	/** Words after which a moment is the present one. */
	private static final Pattern NOW = Pattern.compile(
			"(?iu)(?:\\b(?:today(?:['’]s)?(?: (?:is|date|day|it is|being|we have))*|now(?: is)?|right now|at the moment|tonight"
					+ "|(?:the )?(?:present|current|actual|local|server|system|session|request|response|message|conversation|chat|login|"
					+ "user|customer|order|booking|query)['’]?s?(?: (?:local|start|system|server|calendar|utc))*"
					+ " (?:date|time|datetime|day|year|month|week|weekday|timestamp|clock|quarter|hour)(?: ?(?:and|&|/) ?time)?(?: \\([^)]*\\))?"
					+ "|(?:generated|rendered|requested|retrieved|printed|deployed|built|compiled|booted|refreshed|synced|synchroni[sz]ed|fetched|exported|crawled|loaded|captured) (?:on|at)"
					+ "|(?:session|conversation|chat|request|call|ticket|message|login)\\b[^.]{0,20} (?:started|opened|created|received|sent|logged)(?: on| at)?|last (?:login|seen|visit|message|order)|it(?:['’]s| is)(?: now| currently| presently)?|this is|time(?:stamp| is)|datetime"
					+ "|the (?:date|time|day|year) is|we are(?: in| on| writing)?|we have|heute(?: ist)?|jetzt|aktuelle[sr]? (?:datum|zeit|uhrzeit|zeitpunkt|tag|jahr)"
					+ "|es ist|wir haben|son las|es la|sono le|il est|stand(?: heute)?|aujourd['’]hui|nous sommes|date du jour|hoy(?: es)?|fecha actual|hora actual|oggi(?: è)?|as of (?:now|today))"
					+ "|^\\W*(?:date|time|day|datum|uhrzeit|zeit|fecha|hora|data|heure|now|clock|timestamp|year|d|t)"
					+ "|[(\\[|;,·•-] ?(?:date|time|datetime|timestamp|now))(?:\\s?\\([^)]*\\))?"
					+ "[\\s\"'*_`|]*(?:[:=]|\\bis|\\bist|\\bes|\\best|\\blautet)?[\\s\"'*_`|<>]*"
					+ "(?:(?:it is|the|a|an|on|le|el|der|den|il|at|in|already|exactly|about) *){0,3}$");

	private static final Pattern AS_OF = Pattern.compile("(?iu)\\b(?:as of|as at|stand(?: vom)?:?)\\s*$");

	/** Words after which a moment is one of many. */
	private static final Pattern FACT = Pattern.compile(
			"(?iu)\\b(?:since|until|till|founded|established|from|effective|in force|enacted|law|act|regulation|directive|policy|born|"
					+ "published|released|release|cut-?off|deadline|expires?|valid|version|revision|revised|updated|reviewed|©|copyright|between|before|after|"
					+ "closed|open(?:s|ed|ing)?|holiday|launched|introduced|dated|approved|adopted|signed into|trained|ended?|starts?|begins?|by|every|each)\\b[^.\\n]*$");

	private static final Pattern ALONE = Pattern.compile("(?u)[\\s*_#\\[\\](){}<>|=:;,.\"'`-]*");

	@Override
	public void detect(String text, Consumer<Finding> found) {
		Matcher moments = MOMENT.matcher(text);
		while (moments.find()) {
			if (moments.end() > moments.start() && isPresent(text, moments)) {
				found.accept(new Finding(moments.start(), moments.end(), VolatileKind.DATE));
			}
		}
		YEARS.detect(text, found);
		IN_WORDS.detect(text, found);
		AS_OF_A_TIME.detect(text, found);
	}

	private static final Rule YEARS = Rule.of(VolatileKind.DATE,
			"(?iu)\\b(?:the (?:current )?(?:year|month|quarter|week)|current (?:year|month|quarter|week|day)|dieses jahr|the season|today|this (?:year|month|week))"
					+ "(?:['’]s date)?\\s*(?:is|:|=|ist)\\s*(?<v>\\d{4}\\b|Q[1-4]\\b|" + MONTH + "|" + WEEKDAY
					+ "|\\d{1,2}\\b|spring|summer|autumn|fall|winter)"
					+ "|\\b(?:it is|it['’]s|we are in)(?: now| currently)? (?:" + MONTH + ")(?=[.,;\\n]|$)");

	private static final Rule AS_OF_A_TIME = Rule.of(VolatileKind.DATE, "(?i)\\bas of (?<v>\\d{1,2}[:.]\\d{2}\\b)");

	private static final Rule IN_WORDS = Rule.of(VolatileKind.DATE,
			"(?iu)\\b(?:it is|it['’]s|now)(?: now| currently| about| nearly| just)? (?:an? )?(?<v>(?:quarter|half|five|ten|twenty(?:-five)?) (?:past|to) \\w+|\\w+ o['’]clock|(?:early |late )?(?:morning|afternoon|evening|midnight|noon)\\b)")
		.unlessBefore("(?i)\\b(?:if|when|whether)\\b");

	private static boolean isPresent(String text, Matcher moment) {
		int start = moment.start();
		if (Surroundings.isExample(text, start)) {
			return false;
		}
		String before = Surroundings.before(text, start);
		if (NOW.matcher(before).find()) {
			return !isRange(text, moment);
		}
		boolean dated = moment.group("date") != null;
		String time = moment.group("time");
		if (time != null && (isPrecise(time) || (dated && moment.group("date").matches("\\d{4}-.*")))
				&& !FACT.matcher(before).find()) {
			return !isRange(text, moment);
		}
		if (dated && AS_OF.matcher(before).find()) {
			return moment.group("weekday") != null
					|| (Character.isDigit(text.charAt(moment.end() - 3)) && moment.group("date").matches("[\\d./-]+"));
		}
		return dated && moment.group("date").matches(".*\\d{2,4}") && isAlone(text, moment);
	}

	// To the second, or with a zone
	private static boolean isPrecise(String time) {
		return time.matches("(?s)\\d{1,2}[:.]\\d{2}:\\d{2}.*");
	}

	private static boolean isRange(String text, Matcher moment) {
		return moment.group("date") == null
				&& text.substring(moment.end()).matches("(?s)\\s?(?:-|–|to|until|bis)\\s?\\d.*");
	}

	private static boolean isAlone(String text, Matcher moment) {
		int start = text.lastIndexOf('\n', moment.start() - 1) + 1;
		int end = text.indexOf('\n', moment.end());
		String rest = text.substring(moment.end(), (end >= 0) ? end : text.length());
		boolean opens = ALONE.matcher(text.substring(start, moment.start())).matches();
		return opens && (ALONE.matcher(rest).matches() || (rest.matches("(?s)\\s*(?:[-–—:|]|\\.\\s).*") && start == 0));
	}

}

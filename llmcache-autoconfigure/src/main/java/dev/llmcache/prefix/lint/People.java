package dev.llmcache.prefix.lint;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Who is spoken to: names, addresses and numbers of persons, told apart from those of the
 * assistant and of the house.
 */
final class People implements Detector {

	private static final String PERSON = "(?:user|customer|client|caller|guest|member|patient|student|employee|visitor|"
			+ "subscriber|player|traveller|traveler|passenger|patron|reader|participant|requester|account holder|end[- ]user|"
			+ "person|candidate|applicant|lead|participant|policyholder|claimant|borrower|renter|interviewee|attendee|driver|tenant|pupil|learner|prospect|buyer|seller|resident|citizen|donor|kunde|kundin|benutzer(?:in)?|nutzer(?:in)?|utilisateur|usuario|cliente)";

	private static final String NAME = "(?<v>(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Mme|M|Sr|Sra)\\.? )?"
			+ "(?!(?:Hello|Hi|Hey|Yes|No|Ok|OK|Okay|Thanks|Thank|Please|Help|Stop|What|When|Where|Who|Why|How|Can|Could|Do|Does|Is|Are|I|My|The|This|That|Your?|"
			+ "Customers?|Users?|Clients?|Guests?|Members?|Sir|Madam|All|Everyone|Everybody|Team|Friends?|Colleagues?|Employees?|Developers?|World|There|Support|None|Unknown|"
			+ "Name|First|Last|Email|E-mail|Address|Phone|Date|Text|String|Number|Order|Product|English|German|French|Spanish|Premium|Question|Answer|Message|Input|If|In|On|At|For|Never|Always|Be|Only|Use|Sure)\\b)"
			+ "\\p{Lu}[\\p{L}'’-]+(?: (?:van|von|de|der|la|al|bin)?\\s?\\p{Lu}[\\p{L}'’.-]*){0,3})"
			+ "(?=\\s*(?:[.,;:!?)\\]}(\"'*_`|/<–—]|$|\\R|who\\b|and\\b|from\\b|with\\b|in\\b|at\\b|about\\b|on\\b|today\\b))";

	private static final String PERSONA = "(?i)\\b(?:assistant|bot|agent|persona|character|company|brand|product|shop|store|"
			+ "project|team|role|file|model|your|our|its|function|tool|variable|domain|author|book)(?:['’]s)?\\b[^.\\n]*$";

	private static final String ROLE_ADDRESS = "(?i)(?:support|help|helpdesk|info|contact|kontakt|sales|service|services|"
			+ "no-?reply|hello|hi|office|enquiries|inquiries|mail|privacy|legal|press|media|jobs|careers|hr|billing|team|security|admin|feedback|returns|"
			+ "refunds|orders|complaints|dpo|abuse|postmaster|webmaster|care|customercare|desk|finance|accounts|payroll|it|ops|"
			+ "compliance|bookings|reservations|claims|emergency|news(?:letter)?|marketing|partners?|datenschutz|buchhaltung)"
			+ "(?:[._+-][\\w.]*)?@";

	private static final String CONTACT = "(?i)\\b(?:contact|write|send|forward|escalate|e-?mail us|reach|report|refer|direct|point|"
			+ "hotline|helpline|help ?desk|support|service|dial|call|ring|emergency|fax|via|office|reception|headquarters|switchboard|toll-free)\\b[^\\n]*$";

	private static final String OF_PERSON = "(?i)\\b(?:" + PERSON
			+ "|his|her|their|logged|signed|behalf)\\b(?:['’]s)?[^.\\n]*$";

	private static final Pattern ROLE = Pattern.compile(ROLE_ADDRESS);

	/** First and last name, digits, or an address that anybody may have. */
	private static final Pattern PERSONAL = Pattern.compile(
			"(?i)[a-z]+[._][a-z]+@|[a-z._-]*\\d|[^@]+@(?:gmail|googlemail|gmx|outlook|hotmail|yahoo|icloud|proton(?:mail)?|web|aol)\\.");

	private static final Pattern TO_THE_HOUSE = Pattern.compile(CONTACT);

	private static final Pattern THEIRS = Pattern.compile(OF_PERSON);

	private static final Pattern ABOUT = Pattern
		.compile("(?i)\\b(?:" + PERSON + "|his|her|their|name|logged|signed|behalf|from|number is)\\b");

	private static final Pattern NO_PHONE = Pattern
		.compile("(?i)\\b(?:isbn|issn|ean|gtin|iban|doi|iso|article|vat|tax|register|postcode|zip)\\b[^.\\n]*$");

	/** Numbers that cost nothing belong to nobody. */
	private static final Pattern FREE = Pattern.compile("(?:\\+?1[ -]?)?\\(?(?:8(?:00|88|77|66|55)|0800|00800)\\)?\\b");

	private static final List<Detector> RULES = List.of(Rule.of(VolatileKind.NAME,
			"(?i:\\byou(?:['’]re| are)(?: now| currently| here)?(?: talking| speaking| chatting| helping| assisting"
					+ "| serving| supporting| advising| answering| writing| in (?:a )?(?:conversation|chat))(?: to| with| for)?"
					+ "(?: (?:the|our|a) (?:valued )?" + PERSON + ",?)?) " + NAME),
			Rule.of(VolatileKind.NAME, "(?i:\\b(?:the |this |our |current |your |active )*" + PERSON
					+ "(?:['’]s)?(?: (?:full|first|last|display))?(?:[ _-]?name)?[\"'*`]*(?: is(?: called| named)?| named| called|\\s*[:=])) ?[\"'*`]*"
					+ NAME)
				.unlessBefore("(?i)\\b(?:example|few-shot|dialogue|transcript)\\b"),
			Rule.of(VolatileKind.NAME, "\\b(?:[Tt]he|[Tt]his|[Oo]ur|[Yy]our) " + PERSON
					+ ", (?:(?:Mr|Mrs|Ms|Dr|Prof)\\.? )?(?<v>\\p{Lu}\\p{Ll}+(?: \\p{Lu}[\\p{L}'’-]+)*)(?=,| \\()"),
			Rule.of(VolatileKind.NAME,
					"\\b" + PERSON + " (?<v>\\p{Lu}\\p{Ll}+ \\p{Lu}[\\p{L}'’-]+)(?=[.,;:!?()\\s]|$)"),
			Rule.of(VolatileKind.NAME,
					"(?i:\\b(?:personal|private|executive) (?:ai |digital |virtual )?(?:assistant|secretary|coach|tutor|trainer|adviser|advisor|concierge) (?:of|to|for)) "
							+ NAME),
			Rule.of(VolatileKind.NAME,
					"(?i)\\b(?:user ?name|login|logged[- ]in user|signed[- ]in user|handle|nickname)[\"'*`]*\\s*(?:is|:|=)\\s*[\"'*`]*(?<v>(?!a\\b|an\\b|the\\b|not\\b)[\\w.@-]*[a-z\\d][\\w.@-]*)(?=[\\s\"'.,;)]|$)")
				.unlessAfter("(?i) (?:is|and|or|must|should|to|can)\\b"),
			Rule.of(VolatileKind.NAME,
					"(?im:^[\\W_]*(?:full |first |last |display )?(?:name|user ?name|login|logged[- ]in (?:as|user)|vorname|nachname|nom|nombre)[\"'*`]*)\\s*[:=]\\s*[\"'*`]*"
							+ NAME)
				.where((text, start, end) -> !isPersona(text, start)),
			Rule.of(VolatileKind.NAME,
					"(?i:\\b(?:logged|signed)[- ]in (?:as|user(?: is|:)?)|\\bon behalf of|\\bconversation (?:is )?with|"
							+ "\\bchat(?:ting)? with|\\bspeak(?:ing)? (?:to|with)|\\btalk(?:ing)? (?:to|with)|\\bprepared for|\\bpersonali[sz]ed for|\\brequested by|\\basked by)\\s*:?\\s+"
							+ NAME)
				.unlessBefore(PERSONA),
			Rule.of(VolatileKind.NAME,
					"(?m)^[\\W_]*(?i:hello|hi|hey|dear|welcome(?: back)?|good (?:morning|afternoon|evening)|hallo|guten (?:morgen|tag|abend)|liebe[r]?|bonjour|hola),? "
							+ NAME),
			Rule.of(VolatileKind.NAME, "(?i)\\b" + PERSON
					+ "(?:['’]s)?[ _](?:\\w+ )?(?:location|city|country|language|locale|time ?zone|plan|tier|role|age|birthday|"
					+ "date of birth|address|profile|preferences?|interests?|gender|job(?: title)?|department|position|status|segment|loyalty level)[\"'*`]*\\s*(?:is|:|=)\\s*(?<v>[^\\s{<\\[$][^.\\n]*)"),
			Rule.of(VolatileKind.NAME, "(?i:\\bthe " + PERSON
					+ " (?:lives|works|was born|comes|is located|is based)) (?:in|at|from) (?<v>\\p{Lu}[\\p{L}-]+)"),
			Rule.of(VolatileKind.NAME,
					"(?i:<(?:\\w+_)?(?:user_?name|customer_?name|first_?name|last_?name|full_?name|display_?name)>)\\s*(?<v>[^<{\\n]+)</"),
			Rule.of(VolatileKind.NAME,
					"(?is)<(?:\\w+_)?(?:user|customer|client|caller|guest|member|patient|student|employee)(?:_(?:info|profile|context|details|data))?>\\s*(?<v>[^<{]*?[:=]\\s*[^<{\\s][^<{]*)</"),
			Rule.of(VolatileKind.NAME,
					"(?im)^[^\\n.]{0,80}?\\b(?:remember(?:ed)?|know[ns]?|facts?|notes?|memor(?:y|ies)|preferences|profile|background|history|details|info(?:rmation)?|context|record|data)\\b[^\\n.]{0,60}?\\b(?:this|the|your|our|current) (?:current )?"
							+ PERSON + "(?:['’]s)?\\b[^\\n.:]{0,60}:\\s{0,4}(?<v>[-*• \\t]*[^\\s{][^\\n]*)"),
			Rule.of(VolatileKind.NAME,
					"(?i)\\b(?:DOB|D\\.O\\.B\\.|date of birth|born(?: on)?|MRN)\\b[\"'*]*\\s*[:=#]?\\s*(?<v>\\d[\\d./-]{4,})"),
			Rule.of(VolatileKind.EMAIL, "\\b[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)*\\.[A-Za-z]{2,}\\b")
				.where(People::isPersonal),
			Rule.of(VolatileKind.PHONE,
					"(?<![\\w.,/-])(?:\\+\\d{1,3}[ ()/.-]*|\\(?0\\d{1,5}\\)?[ /.-]+|\\(\\d{3}\\) ?|\\d{3}-)(?:[ ()/.-]?\\d){5,12}(?![\\w,]|\\.\\d)")
				.where((text, start, end) -> !isOfTheHouse(text, start) && isAboutSomebody(text, start)
						&& !NO_PHONE.matcher(Surroundings.before(text, start)).find()
						&& !FREE.matcher(text.substring(start, end)).lookingAt()));

	@Override
	public void detect(String text, Consumer<Finding> found) {
		RULES.forEach((rule) -> rule.detect(text, found));
	}

	private static boolean isPersonal(String text, int start, int end) {
		String address = text.substring(start, end);
		return (PERSONAL.matcher(address).lookingAt() || isSomebodys(text, start)) && !ROLE.matcher(address).lookingAt()
				&& !isOfTheHouse(text, start);
	}

	// Said to be, or alone behind a label
	private static boolean isSomebodys(String text, int start) {
		String line = text.substring(text.lastIndexOf('\n', start - 1) + 1, start);
		return THEIRS.matcher(Surroundings.before(text, start)).find()
				|| line.strip().matches("(?i)\\W*(?:[\\w-]+ ?){0,3}[:=<(]?\\W*");
	}

	// Somewhere above it in its paragraph
	private static boolean isAboutSomebody(String text, int start) {
		int paragraph = text.lastIndexOf("\n\n", start);
		return ABOUT.matcher(text.substring(Math.max(0, paragraph), start)).find();
	}

	private static boolean isOfTheHouse(String text, int start) {
		String before = Surroundings.before(text, start);
		String line = text.substring(text.lastIndexOf('\n', start - 1) + 1, start);
		return TO_THE_HOUSE.matcher(line).find() && !THEIRS.matcher(before).find();
	}

	private static boolean isPersona(String text, int start) {
		String around = text.substring(Math.max(0, start - 100), start)
				+ text.substring(start, Math.min(text.length(), start + 120));
		return Pattern.compile("(?i)\\b(?:persona|personality|character|assistant|chatbot|tone|voice|backstory)\\b")
			.matcher(around)
			.find();
	}

}

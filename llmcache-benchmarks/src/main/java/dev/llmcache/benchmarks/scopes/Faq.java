package dev.llmcache.benchmarks.scopes;

import java.util.List;

/**
 * Questions that the customers of shops ask: of a topic, which all shops have, in one of
 * several wordings, and with something said before and after.
 */
public final class Faq {

	private static final List<List<String>> INTENTS = List.of(
			List.of("How do I return my %s?", "I want to send back the %s, how does that work?",
					"What is the way to return a %s?"),
			List.of("When will my %s be delivered?", "What is the delivery date of the %s I ordered?",
					"How long until the %s arrives?"),
			List.of("How long is the warranty of the %s?", "For how many years is a %s guaranteed?",
					"What is the warranty period on a %s?"),
			List.of("Can I cancel my order of the %s?", "I would like to cancel the %s that I ordered",
					"Is it possible to cancel an order for a %s?"),
			List.of("How do I clean the %s?", "What is the best way of cleaning a %s?",
					"Which cleaning is right for my %s?"),
			List.of("How much does the %s cost?", "What is the price of a %s?", "What do I have to pay for the %s?"),
			List.of("Is the %s in stock?", "Do you have the %s available right now?",
					"Can the %s be had at the moment?"),
			List.of("Where can I get spare parts for the %s?", "Who sells spare parts of a %s?",
					"I need a spare part for my %s, where do I buy it?"),
			List.of("My %s does not switch on, what can I do?", "What if the %s will not turn on?",
					"The %s cannot be switched on, please help"),
			List.of("How do I register my %s?", "Where is the registration of a new %s?",
					"I would like to register the %s that I bought"),
			List.of("How much power does the %s use?", "What is the power consumption of a %s?",
					"How many watts does my %s take?"),
			List.of("Can I pay for the %s in instalments?", "Do you offer monthly payments for the %s?",
					"Is payment by the month possible for a %s?"),
			List.of("Where do I find the manual of the %s?", "Please send me the instructions for a %s",
					"Is there a user manual for the %s to download?"),
			List.of("How loud is the %s?", "How much noise does a %s make?", "What is the noise level of the %s?"),
			List.of("The %s arrived damaged, what now?", "My %s was broken when the parcel came",
					"What do I do about a %s that was delivered broken?"),
			List.of("How heavy is the %s?", "What does the %s weigh?", "What is the weight of a %s?"),
			List.of("Do you repair a %s?", "Who can mend my %s?", "Where is the %s repaired when it is broken?"),
			List.of("Can I change the address for my %s?", "I moved, please deliver the %s to a new address",
					"How is the delivery address of the %s changed?"),
			List.of("Which colours does the %s come in?", "What are the colours of the %s?",
					"Is there a %s in another colour?"),
			List.of("Do you take back my old %s when I buy another?",
					"What happens to the old %s if I order a new one?",
					"Can the old %s be collected when the new one is delivered?"));

	private static final List<String> THINGS = List.of("kettle", "toaster", "coffee machine", "vacuum cleaner",
			"washing machine", "dishwasher", "fridge", "oven", "microwave", "blender", "iron", "hair dryer", "fan",
			"heater", "lamp", "radio", "television", "printer", "keyboard", "camera", "drill", "lawn mower", "bicycle",
			"tent", "stroller");

	private static final List<String> OPENINGS = List.of("", "Hi, ", "Hello again! ", "Good morning. ", "Dear team, ",
			"Please tell me: ", "Quick question: ", "I am new here. ", "Sorry to ask: ", "My mother wants to know: ");

	private static final List<String> CLOSINGS = List.of("", " Thanks!", " Thank you very much.", " It is urgent.",
			" No hurry.", " Kind regards", " Best wishes, Ann", " Please answer by e-mail.", " It is for the office.",
			" It was a present.", " I live abroad.", " I asked before.", " I am a member.", " Cheers",
			" The website does not say.", " Have a nice day!");

	/** Different questions. */
	public static final int TOPICS = INTENTS.size() * THINGS.size();

	/** Ways of saying the same in other words around it. */
	public static final int VARIANTS = OPENINGS.size() * CLOSINGS.size();

	/** Wordings in which questions are stored. */
	public static final int STORED_WORDINGS = 2;

	/** The wording in which no question is stored. */
	public static final int ASKED_WORDING = 2;

	private Faq() {
	}

	/**
	 * Words a question.
	 * @param topic what is asked, from 0
	 * @param wording how, from 0
	 * @param variant what is said before and after, from 0
	 * @return the question
	 */
	public static String question(int topic, int wording, int variant) {
		String thing = THINGS.get(topic / INTENTS.size());
		return OPENINGS.get(variant % OPENINGS.size())
				+ INTENTS.get(topic % INTENTS.size()).get(wording).formatted(thing)
				+ CLOSINGS.get(variant / OPENINGS.size());
	}

}

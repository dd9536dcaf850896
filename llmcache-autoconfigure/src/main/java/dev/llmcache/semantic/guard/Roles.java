package dev.llmcache.semantic.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words of a question in the order of who does what to whom: without articles and
 * auxiliary verbs, pronouns without their case, and a passive turned round.
 */
final class Roles {

	private static final Map<String, String> PERSONS;

	private static final Set<String> AUXILIARIES;

	private static final Set<String> PASSIVE;

	static {
		WordTable table = WordTable.load("en/roles.txt");
		PERSONS = table.synonyms("persons");
		PASSIVE = table.words("passive");
		AUXILIARIES = table.words("auxiliaries");
	}

	private Roles() {
	}

	static List<String> of(List<Token> tokens) {
		List<String> roles = new ArrayList<>(tokens.size());
		int subject = -1;
		for (int i = 0; i < tokens.size(); i++) {
			Token token = tokens.get(i);
			if (subject >= 0 && isAgent(tokens, i) && roles.size() > subject + 1) {
				i = turnRound(tokens, i, roles, subject);
				subject = -1;
			}
			else if (PASSIVE.contains(token.form())) {
				boolean inverted = roles.isEmpty() || !isFollowedByVerb(tokens, i);
				subject = inverted ? roles.size() : roles.size() - 1;
			}
			else if (!isLoose(token)) {
				roles.add(role(token));
			}
		}
		return List.copyOf(roles);
	}

	/** Puts the agent after {@code by} before the verb, and the subject after it. */
	private static int turnRound(List<Token> tokens, int by, List<String> roles, int subject) {
		List<String> turned = new ArrayList<>();
		int end = by + 1;
		while (end < tokens.size() && (end == by + 1 || isLoose(tokens.get(end - 1)) || tokens.get(end).content())) {
			if (!isLoose(tokens.get(end))) {
				turned.add(role(tokens.get(end)));
			}
			end++;
		}
		List<String> passive = roles.subList(subject, roles.size());
		turned.add(passive.getLast());
		turned.addAll(passive.subList(0, passive.size() - 1));
		passive.clear();
		roles.addAll(turned);
		return end - 1;
	}

	private static boolean isAgent(List<Token> tokens, int at) {
		return at + 1 < tokens.size() && tokens.get(at).form().equals("by") && isParticiple(tokens.get(at - 1));
	}

	private static boolean isFollowedByVerb(List<Token> tokens, int at) {
		return at + 1 < tokens.size() && isParticiple(tokens.get(at + 1));
	}

	private static boolean isParticiple(Token token) {
		return token.form().endsWith("ed") || Vocabulary.VERBS.containsKey(token.form());
	}

	private static boolean isLoose(Token token) {
		return AUXILIARIES.contains(token.form()) && !isName(token);
	}

	/** A capital A inside a sentence is a name. */
	private static boolean isName(Token token) {
		return token.text().equals("A") && !token.sentenceStart();
	}

	static boolean isPerson(String role) {
		return PERSONS.containsKey(role);
	}

	private static String role(Token token) {
		if (isName(token)) {
			return token.text();
		}
		String verb = Vocabulary.VERBS.get(token.form());
		return (verb != null) ? verb : PERSONS.getOrDefault(token.form(), token.stem());
	}

}

package dev.llmcache.semantic.guard;

import java.util.Locale;

/**
 * Form in which codes are compared.
 */
final class CodeForm {

	private static final int OPAQUE_LENGTH = 8;

	private CodeForm() {
	}

	/**
	 * Lower case and without the hyphen or slash that people put between letters and
	 * digits or leave out; an opaque id in which case matters stays as it is.
	 */
	static String of(String code) {
		return isOpaque(code) ? code : withoutLooseMarks(code.toLowerCase(Locale.ROOT));
	}

	private static boolean isOpaque(String code) {
		return code.length() >= OPAQUE_LENGTH && code.chars().allMatch(Character::isLetterOrDigit)
				&& code.chars().anyMatch(Character::isDigit) && code.chars().anyMatch(Character::isLowerCase)
				&& code.chars().skip(1).anyMatch(Character::isUpperCase);
	}

	private static String withoutLooseMarks(String code) {
		StringBuilder form = new StringBuilder(code.length());
		for (int i = 0; i < code.length(); i++) {
			boolean mark = code.charAt(i) == '-' || code.charAt(i) == '/';
			boolean loose = mark && i > 0 && i + 1 < code.length() && Character.isLetter(code.charAt(i - 1))
					&& Character.isDigit(code.charAt(i + 1));
			if (!loose) {
				form.append(code.charAt(i));
			}
		}
		return form.toString();
	}

}

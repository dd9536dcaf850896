package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenizerTests {

	@ParameterizedTest(name = "{0}")
	@CsvFileSource(resources = "tokens.txt", delimiter = '|', quoteCharacter = '\0', commentCharacter = '%',
			numLinesToSkip = 1)
	void takesTextApart(String text, String tokens) {
		assertThat(written(text.replace('~', '\n'))).isEqualTo(tokens);
	}

	@ParameterizedTest(name = "{0}")
	@CsvFileSource(resources = "tokens.txt", delimiter = '|', quoteCharacter = '\0', commentCharacter = '%',
			numLinesToSkip = 1)
	void takesTextApartAlikeAmongOtherScripts(String text, String tokens) {
		assertThat(written("\u3002 ~".replace('~', '\n') + text.replace('~', '\n'))).isEqualTo(tokens);
	}

	private static String written(String text) {
		List<Token> tokens = Tokenizer.tokens(text);
		return tokens.stream().map(TokenizerTests::written).collect(Collectors.joining(" "));
	}

	private static String written(Token token) {
		String kind = switch (token.kind()) {
			case WORD -> "";
			case NUMBER -> "n:";
			case CODE -> "c:";
		};
		String unit = token.unit().isEmpty() ? "" : "_" + token.unit();
		return (token.sentenceStart() ? "^" : "") + kind + token.form() + unit;
	}

}

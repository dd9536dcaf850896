package dev.llmcache.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.CachedAnswer.ToolCall;
import dev.llmcache.MediaContent;
import dev.llmcache.TokenUsage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * Answers of every kind.
 */
public final class AnswerArbitraries {

	private AnswerArbitraries() {
	}

	public static Arbitrary<CachedAnswer> answers() {
		return Combinators
			.combine(generations().list().ofMinSize(1).ofMaxSize(3), texts().injectNull(0.2), texts().injectNull(0.2),
					usages(), metadata(), Arbitraries.longs().between(0, Long.MAX_VALUE).map(Duration::ofMillis))
			.as(CachedAnswer::new);
	}

	private static Arbitrary<Generation> generations() {
		Arbitrary<ToolCall> toolCalls = Combinators.combine(texts(), texts(), texts(), texts()).as(ToolCall::new);
		return Combinators
			.combine(texts().injectNull(0.2), toolCalls.list().ofMaxSize(2), media().list().ofMaxSize(2),
					texts().injectNull(0.2), texts().list().ofMaxSize(2), metadata(), metadata())
			.as(Generation::new);
	}

	private static Arbitrary<Media> media() {
		Arbitrary<MediaContent> contents = Arbitraries.oneOf(
				Arbitraries.bytes().array(byte[].class).ofMaxSize(50).map(MediaContent.Bytes::new),
				texts().map(MediaContent.Reference::new));
		return Combinators
			.combine(Arbitraries.of("image/png", "audio/wav", "text/plain;charset=UTF-8"), texts().injectNull(0.2),
					texts().injectNull(0.2), contents)
			.as(Media::new);
	}

	private static Arbitrary<TokenUsage> usages() {
		Arbitrary<@Nullable Integer> ints = Arbitraries.integers().injectNull(0.2);
		Arbitrary<@Nullable Long> longs = Arbitraries.longs().injectNull(0.2);
		return Combinators.combine(ints, ints, ints, longs, longs).as(TokenUsage::new);
	}

	private static Arbitrary<Map<String, Object>> metadata() {
		Arbitrary<Object> values = Arbitraries.lazyOf(() -> scalars(), () -> scalars(),
				() -> scalars().list().ofMaxSize(3).map(List::copyOf),
				() -> Arbitraries.maps(names(), scalars()).ofMaxSize(3).map(Map::copyOf));
		return Arbitraries.maps(names(), values).ofMaxSize(3);
	}

	private static Arbitrary<Object> scalars() {
		return Arbitraries.oneOf(texts().asGeneric(), Arbitraries.of(true, false).asGeneric(),
				Arbitraries.integers().asGeneric(), Arbitraries.longs().asGeneric(), Arbitraries.doubles().asGeneric(),
				Arbitraries.bigIntegers().asGeneric(), Arbitraries.bigDecimals().asGeneric());
	}

	private static Arbitrary<String> names() {
		return Arbitraries.oneOf(Arbitraries.strings().ascii().ofMaxLength(20),
				Arbitraries.of("", "\0", "\uD83D\uDE00", "#", "#long", "##long", "#decimal", "version"));
	}

	public static Arbitrary<String> texts() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(20),
				Arbitraries.of("", "\0", "\uD83D\uDE00", "\uD83D", "\uDE00", "ص", "\u2028", "\"\\"));
	}

}

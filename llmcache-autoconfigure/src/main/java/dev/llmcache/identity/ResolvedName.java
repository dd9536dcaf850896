package dev.llmcache.identity;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Name that the application's resolver knows.
 */
final class ResolvedName implements NameSource {

	private final Supplier<@Nullable String> resolver;

	ResolvedName(Supplier<@Nullable String> resolver) {
		this.resolver = resolver;
	}

	@Override
	public @Nullable String onThread() {
		return this.resolver.get();
	}

	@Override
	public boolean canTell(ContextView context) {
		return false;
	}

}

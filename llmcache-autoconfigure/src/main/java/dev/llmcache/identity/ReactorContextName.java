package dev.llmcache.identity;

import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Name under a key of the Reactor context.
 */
public final class ReactorContextName implements NameSource {

	private final String key;

	/**
	 * Creates the source.
	 * @param key the key
	 */
	public ReactorContextName(String key) {
		this.key = key;
	}

	@Override
	public Mono<String> inContext(ContextView context) {
		return Mono.justOrEmpty(SingleName.of(context.getOrDefault(this.key, null)));
	}

}

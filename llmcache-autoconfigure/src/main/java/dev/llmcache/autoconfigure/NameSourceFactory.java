package dev.llmcache.autoconfigure;

import java.util.function.Function;

import dev.llmcache.identity.NameSource;

/**
 * Makes sources of names with a library that may be missing.
 *
 * @param place where its sources look
 * @param create makes one from the name of a claim or header
 */
record NameSourceFactory(Place place, Function<String, NameSource> create) {

	/**
	 * Where a source looks.
	 */
	enum Place {

		/** The claims of a token. */
		CLAIM("the OAuth 2 classes of Spring Security (spring-security-oauth2-core)"),

		/** The principal. */
		PRINCIPAL("Spring Security (spring-security-core)"),

		/** The headers of a request. */
		HEADER("Spring MVC or Spring WebFlux (spring-web)");

		final String library;

		Place(String library) {
			this.library = library;
		}

	}

}

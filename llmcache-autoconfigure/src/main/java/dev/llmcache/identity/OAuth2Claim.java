package dev.llmcache.identity;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * Claim of the token by which somebody is authenticated: of a JWT or an ID token, or an
 * attribute of an OAuth 2 principal.
 */
public final class OAuth2Claim implements Function<Authentication, @Nullable Object> {

	private final String name;

	/**
	 * Creates the reader of a claim.
	 * @param name name of the claim
	 */
	public OAuth2Claim(String name) {
		this.name = name;
	}

	@Override
	public @Nullable Object apply(Authentication authentication) {
		Object claim = claimOf(authentication.getPrincipal());
		// A principal of the application's own class still has the token as credentials
		return (claim != null) ? claim : claimOf(authentication.getCredentials());
	}

	private @Nullable Object claimOf(@Nullable Object holder) {
		return switch (holder) {
			case ClaimAccessor token -> token.getClaims().get(this.name);
			case OAuth2AuthenticatedPrincipal principal -> principal.getAttributes().get(this.name);
			case null, default -> null;
		};
	}

}

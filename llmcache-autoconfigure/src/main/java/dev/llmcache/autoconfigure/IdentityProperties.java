package dev.llmcache.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the names of a call's tenant and user are found, unless an advisor parameter or a
 * resolver bean names them: the Reactor context, then Spring Security, then the HTTP
 * request. Places that are not configured are not looked at.
 *
 * @param tenant Where the tenant's name is.
 * @param user Where the user's name is.
 */
public record IdentityProperties(@DefaultValue TenantName tenant, @DefaultValue UserName user) {

	/**
	 * Where the tenant's name is.
	 *
	 * @param contextKey Key of the Reactor context under which it is, for streams.
	 * @param claim Claim of the JWT or ID token, or attribute of the OAuth 2 principal,
	 * that it is. One with several values names nobody.
	 * @param header Header of the HTTP request in which it is. Set it only if a gateway
	 * that every request passes writes this header and removes the one that a caller
	 * sent: otherwise whoever sends it reads the answers of any tenant. A header that is
	 * there twice names nobody.
	 */
	public record TenantName(@Nullable String contextKey, @Nullable String claim, @Nullable String header) {

	}

	/**
	 * Where the user's name is.
	 *
	 * @param contextKey Key of the Reactor context under which it is, for streams.
	 * @param claim Claim of the JWT or ID token, or attribute of the OAuth 2 principal,
	 * that it is. One with several values names nobody.
	 * @param principal Whether it is the name of the principal that Spring Security has
	 * authenticated, where there is no such claim. Anonymous ones have none.
	 * @param header Header of the HTTP request in which it is. Set it only if a gateway
	 * that every request passes writes this header and removes the one that a caller
	 * sent: otherwise whoever sends it reads the answers of any user. A header that is
	 * there twice names nobody.
	 */
	public record UserName(@Nullable String contextKey, @Nullable String claim,
			@DefaultValue("false") boolean principal, @Nullable String header) {

	}

}

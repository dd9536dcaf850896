package dev.llmcache.identity;

import java.lang.reflect.Method;
import java.security.Principal;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Name of whom Spring Security has authenticated. Who is anonymous has none.
 */
public final class SecurityName implements NameSource {

	/** Where context propagation puts what {@link SecurityContextHolder} holds. */
	private static final String PROPAGATED = SecurityContext.class.getName();

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	private final Function<Authentication, @Nullable Object> part;

	/**
	 * Creates the source.
	 * @param part the part of an authentication that is the name
	 */
	public SecurityName(Function<Authentication, @Nullable Object> part) {
		this.part = part;
	}

	/**
	 * The name of the principal.
	 * @return the source
	 */
	public static SecurityName ofPrincipal() {
		return new SecurityName(SecurityName::principalOf);
	}

	// Of other principals the name is their text, which may be that of another
	private static @Nullable Object principalOf(Authentication authentication) {
		Object principal = authentication.getPrincipal();
		boolean isNamed = principal instanceof CharSequence || principal instanceof UserDetails
				|| principal instanceof AuthenticatedPrincipal || principal instanceof Principal;
		return (isNamed || namesItself(authentication)) ? authentication.getName() : null;
	}

	private static boolean namesItself(Authentication authentication) {
		try {
			Method name = authentication.getClass().getMethod("getName");
			return name.getDeclaringClass() != AbstractAuthenticationToken.class;
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	@Override
	public @Nullable String onThread() {
		return nameIn(SecurityContextHolder.getContext());
	}

	@Override
	public Mono<String> inContext(ContextView context) {
		return ReactiveSecurityContextHolder.getContext()
			.contextWrite(context)
			.switchIfEmpty(Mono.justOrEmpty(context.<SecurityContext>getOrEmpty(PROPAGATED)))
			.mapNotNull(this::nameIn);
	}

	@Override
	public boolean canTell(ContextView context) {
		return context.hasKey(SecurityContext.class) || context.hasKey(PROPAGATED);
	}

	private @Nullable String nameIn(SecurityContext context) {
		Authentication authentication = context.getAuthentication();
		return this.trust.isAuthenticated(authentication) ? SingleName.of(this.part.apply(authentication)) : null;
	}

}

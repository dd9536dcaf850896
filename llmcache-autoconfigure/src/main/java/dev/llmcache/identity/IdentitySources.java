package dev.llmcache.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.llmcache.BypassReason;
import dev.llmcache.Identity;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Where the names of tenant and user are looked for, in order. The first that has one
 * counts, and those after it are not asked.
 * <p>
 * Immutable and thread-safe.
 */
public final class IdentitySources {

	/** Nowhere. */
	public static final IdentitySources NONE = new IdentitySources(List.of(), List.of());

	private final List<NameSource> tenant;

	private final List<NameSource> user;

	/**
	 * Creates the sources.
	 * @param tenant where the tenant's name is looked for
	 * @param user where the user's name is looked for
	 */
	public IdentitySources(List<NameSource> tenant, List<NameSource> user) {
		this.tenant = List.copyOf(tenant);
		this.user = List.copyOf(user);
	}

	/**
	 * Puts the application's resolvers before other sources.
	 * @param tenant knows the tenant, or null
	 * @param user knows the user, or null
	 * @return the sources
	 */
	public IdentitySources withResolvers(@Nullable TenantResolver tenant, @Nullable UserResolver user) {
		return new IdentitySources(
				(tenant != null) ? prepend(new ResolvedName(tenant::resolveTenant), this.tenant) : this.tenant,
				(user != null) ? prepend(new ResolvedName(user::resolveUser), this.user) : this.user);
	}

	/**
	 * Leaves the user out.
	 * @return where the tenant's name is looked for
	 */
	public IdentitySources ofTenant() {
		return new IdentitySources(this.tenant, List.of());
	}

	/**
	 * Finds whom the current thread works for.
	 * @param known what need not be looked for
	 * @return the identity, which may lack the tenant, the user or both
	 */
	public Identity onThread(Identity known) {
		return new Identity((known.tenant() != null) ? known.tenant() : onThread(this.tenant),
				(known.user() != null) ? known.user() : onThread(this.user));
	}

	/**
	 * Finds whom a subscriber works for, without a look at the current thread.
	 * @param known what need not be looked for
	 * @param context of the subscriber
	 * @return the identity, which may lack the tenant, the user or both, or an
	 * {@link UnknownCallerException} where only a thread could tell whether it does
	 */
	public Mono<Identity> inContext(Identity known, ContextView context) {
		return Mono.zip(inContext(this.tenant, known.tenant(), context, BypassReason.NO_TENANT),
				inContext(this.user, known.user(), context, BypassReason.NO_USER),
				(tenant, user) -> new Identity(tenant.orElse(null), user.orElse(null)));
	}

	/**
	 * Remembers whom the current thread works for.
	 * @return these sources, which from now on fall back to what the current thread knew
	 * where a subscriber's context has no name
	 */
	public IdentitySources captured() {
		return new IdentitySources(this.tenant.stream().map(CapturedName::of).toList(),
				this.user.stream().map(CapturedName::of).toList());
	}

	static @Nullable String presence(@Nullable String name) {
		return (name == null || name.isBlank()) ? null : name;
	}

	private static @Nullable String onThread(List<NameSource> sources) {
		for (NameSource source : sources) {
			String name = presence(source.onThread());
			if (name != null) {
				return name;
			}
		}
		return null;
	}

	private static Mono<Optional<String>> inContext(List<NameSource> sources, @Nullable String known,
			ContextView context, BypassReason missing) {
		if (known != null) {
			return Mono.just(Optional.of(known));
		}
		return Flux.fromIterable(sources)
			.concatMap((source) -> source.inContext(context))
			.filter((name) -> !name.isBlank())
			.next()
			.map(Optional::of)
			.switchIfEmpty(Mono.defer(() -> nobody(sources, context, missing)));
	}

	private static Mono<Optional<String>> nobody(List<NameSource> sources, ContextView context, BypassReason missing) {
		return sources.stream().allMatch((source) -> source.canTell(context)) ? Mono.just(Optional.empty())
				: Mono.error(new UnknownCallerException(missing));
	}

	private static List<NameSource> prepend(NameSource first, List<NameSource> others) {
		List<NameSource> all = new ArrayList<>(others);
		all.addFirst(first);
		return all;
	}

}

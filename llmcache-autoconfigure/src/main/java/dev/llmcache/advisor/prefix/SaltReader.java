package dev.llmcache.advisor.prefix;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import dev.llmcache.Fingerprint;
import dev.llmcache.Identity;
import dev.llmcache.Owner;
import dev.llmcache.advisor.CallNames;
import dev.llmcache.advisor.IdentityReader;
import dev.llmcache.key.CanonicalWriter;
import dev.llmcache.key.Keyring;
import dev.llmcache.policy.OwnerKind;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Reads from a call with whom it may share the beginning of its prompt: a keyed digest of
 * the tenant or user, one for all where answers are everyone's, and one that nobody else
 * has where the caller is unknown.
 */
public final class SaltReader {

	private static final String LABEL = "llmcache/salt/1";

	private final IdentityReader identities;

	private final Keyring keyring;

	private final Function<String, OwnerKind> owners;

	private final boolean tenants;

	private final UUID instance = UUID.randomUUID();

	private final AtomicLong unknown = new AtomicLong();

	/**
	 * Creates a reader.
	 * @param identities finds who calls
	 * @param keyring makes the digests
	 * @param owners tells who shares, by the name of a policy
	 * @param tenants whether the application has tenants
	 */
	public SaltReader(IdentityReader identities, Keyring keyring, Function<String, OwnerKind> owners, boolean tenants) {
		this.identities = identities;
		this.keyring = keyring;
		this.owners = owners;
		this.tenants = tenants;
	}

	Fingerprint ofCall(ChatClientRequest request) {
		OwnerKind kind = kind(request);
		return salt(kind, this.identities.ofCall(request, kind));
	}

	Mono<Fingerprint> ofStream(ChatClientRequest request, ContextView subscriber) {
		OwnerKind kind = kind(request);
		return this.identities.ofStream(request, kind, subscriber)
			.map((identity) -> salt(kind, identity))
			.onErrorResume((failure) -> Mono.fromSupplier(this::nobodys));
	}

	/** One that nobody else has. Random numbers for each would be read from a file. */
	private Fingerprint nobodys() {
		return this.keyring.digestOf(LABEL,
				new CanonicalWriter().text("nobody")
					.text(this.instance.toString())
					.text(Long.toString(this.unknown.incrementAndGet()))
					.toByteArray());
	}

	private OwnerKind kind(ChatClientRequest request) {
		return this.owners.apply(CallNames.of(request.context()).policy());
	}

	private Fingerprint salt(OwnerKind kind, Identity identity) {
		Owner owner = kind.ownerOf(identity, this.tenants);
		if (owner == null) {
			return nobodys();
		}
		CanonicalWriter form = new CanonicalWriter();
		switch (owner) {
			case Owner.Everyone() -> form.text("everyone");
			case Owner.Application() -> form.text("application");
			case Owner.Tenant(String id) -> form.text("tenant").text(id);
			case Owner.User(String tenant, String id) -> form.text("user").text(tenant).text(id);
		}
		return this.keyring.digestOf(LABEL, form.toByteArray());
	}

}

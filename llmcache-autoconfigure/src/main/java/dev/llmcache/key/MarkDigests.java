package dev.llmcache.key;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Marks;

/**
 * Marks of one application, as keyed digests under each of its secrets.
 * <p>
 * Thread-safe.
 */
public final class MarkDigests implements Marks {

	private static final String LABEL = "llmcache/mark/1";

	private static final int REMEMBERED = 10_000;

	private final Keyring keyring;

	private final String namespace;

	private final Map<Invalidation, List<Mark>> remembered = new ConcurrentHashMap<>();

	/**
	 * Creates the marks of an application.
	 * @param keyring its secrets
	 * @param namespace keeps it apart from others that share a store and the secrets
	 */
	public MarkDigests(Keyring keyring, String namespace) {
		this.keyring = keyring;
		this.namespace = namespace;
	}

	@Override
	public List<Mark> of(Invalidation invalidation) {
		List<Mark> known = this.remembered.get(invalidation);
		if (known != null) {
			return known;
		}
		if (this.remembered.size() >= REMEMBERED) {
			this.remembered.clear();
		}
		return this.remembered.computeIfAbsent(invalidation, this::digest);
	}

	private List<Mark> digest(Invalidation invalidation) {
		CanonicalWriter form = new CanonicalWriter().text(LABEL).text(this.namespace);
		switch (invalidation) {
			case Invalidation.All() -> form.text("all");
			case Invalidation.Tag(String name) -> form.text("tag").text(name);
			case Invalidation.Tenant(String id) -> form.text("tenant").text(id);
			case Invalidation.User(String tenant, String id) -> form.text("user").text(tenant).text(id);
			case Invalidation.Model(String name) -> form.text("model").text(name);
			case Invalidation.Policy(String name) -> form.text("policy").text(name);
		}
		return this.keyring.digestsOf(form.toByteArray()).stream().map(Mark::of).toList();
	}

}

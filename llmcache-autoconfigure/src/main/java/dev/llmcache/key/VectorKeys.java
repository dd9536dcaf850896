package dev.llmcache.key;

import java.util.ArrayList;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.VectorKey.Kind;

/**
 * Keys of the vectors of one application.
 * <p>
 * Immutable and thread-safe. An id is the HMAC of namespace, vector space, whose text it
 * is, and text, so that it tells none of them.
 */
public final class VectorKeys {

	private static final String LABEL = "llmcache/vector/1";

	private final Keyring keyring;

	private final Marks marks;

	private final String namespace;

	/**
	 * Creates the keys of an application.
	 * @param keyring its secrets
	 * @param marks digests of whom vectors belong to
	 * @param namespace keeps it apart from others that share a store and the secrets
	 */
	public VectorKeys(Keyring keyring, Marks marks, String namespace) {
		this.keyring = keyring;
		this.marks = marks;
		this.namespace = namespace;
	}

	/**
	 * Keys of a document.
	 * @param space the vector space
	 * @param text what is embedded of the document
	 * @return one for each secret, the current one's first
	 */
	public List<VectorKey> document(String space, String text) {
		byte[] form = form(space, "document").text(text).toByteArray();
		return this.keyring.digestsOf(form).stream().map((id) -> new VectorKey(id, Kind.DOCUMENT, List.of())).toList();
	}

	/**
	 * Key of a question.
	 * @param space the vector space
	 * @param owner who asked
	 * @param text the question
	 * @return the key under the current secret
	 */
	public VectorKey question(String space, Owner owner, String text) {
		CanonicalWriter form = form(space, "question");
		List<Mark> marked = new ArrayList<>();
		switch (owner) {
			case Owner.Everyone() -> form.text("everyone");
			case Owner.Application() -> form.text("application");
			case Owner.Tenant(String id) -> {
				form.text("tenant").text(id);
				marked.add(mark(Invalidation.byTenant(id)));
			}
			case Owner.User(String tenant, String id) -> {
				form.text("user").text(tenant).text(id);
				if (tenant != null) {
					marked.add(mark(Invalidation.byTenant(tenant)));
				}
				marked.add(mark(Invalidation.byUser(tenant, id)));
			}
		}
		return new VectorKey(current(form.text(text)), Kind.QUESTION, marked);
	}

	/**
	 * Key of what the cache compares within a scope.
	 * @param space the vector space
	 * @param scope fingerprint of the scope
	 * @param text the text
	 * @return the key under the current secret
	 */
	public VectorKey internal(String space, Fingerprint scope, String text) {
		return new VectorKey(current(form(space, "internal").bytes(scope.bytes()).text(text)), Kind.INTERNAL,
				List.of());
	}

	private CanonicalWriter form(String space, String kind) {
		return new CanonicalWriter().text(LABEL).text(this.namespace).text(space).text(kind);
	}

	private Fingerprint current(CanonicalWriter form) {
		return this.keyring.digestsOf(form.toByteArray()).getFirst();
	}

	private Mark mark(Invalidation invalidation) {
		return this.marks.of(invalidation).getFirst();
	}

}

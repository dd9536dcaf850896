package dev.llmcache.key;

import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VectorKeysTests {

	private static final Secret SECRET = Secret.random();

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final VectorKeys keys = keys(new Keyring(SECRET, null), "shop");

	private static VectorKeys keys(Keyring keyring, String namespace) {
		return new VectorKeys(keyring, new MarkDigests(keyring, namespace), namespace);
	}

	@Test
	void nobodyFindsTheVectorOfAnothersQuestion() {
		Stream<Owner> owners = Stream.of(new Owner.Everyone(), new Owner.Application(), new Owner.Tenant("a"),
				new Owner.Tenant("b"), new Owner.User("a", "b"), new Owner.User("b", "a"), new Owner.User(null, "a"));
		assertThat(owners.map((owner) -> this.keys.question("space", owner, "q").id())).doesNotHaveDuplicates();
	}

	@Test
	void theVectorOfAQuestionIsErasedWithWhoAskedIt() {
		Mark tenant = mark(Invalidation.byTenant("a"));
		assertThat(this.keys.question("space", new Owner.Tenant("a"), "q").owner()).containsExactly(tenant);
		assertThat(this.keys.question("space", new Owner.User("a", "b"), "q").owner()).containsExactly(tenant,
				mark(Invalidation.byUser("a", "b")));
		assertThat(this.keys.question("space", new Owner.User(null, "b"), "q").owner())
			.containsExactly(mark(Invalidation.byUser("b")));
		assertThat(this.keys.question("space", new Owner.Everyone(), "q").owner()).isEmpty();
	}

	@Test
	void whileTheSecretIsBeingChangedDocumentsAreFoundUnderBoth() {
		List<VectorKey> changing = keys(new Keyring(Secret.random(), SECRET), "shop").document("space", "text");
		assertThat(changing).hasSize(2).endsWith(this.keys.document("space", "text").getFirst());
	}

	@Test
	void oneTextHasAVectorForEachOfItsUsesModelsAndApplications() {
		assertThat(Stream
			.of(this.keys.document("space", "t").getFirst(), this.keys.document("other", "t").getFirst(),
					this.keys.question("space", new Owner.Everyone(), "t"), this.keys.internal("space", SCOPE, "t"),
					this.keys.internal("space", SCOPE.derive(new byte[0]), "t"),
					keys(new Keyring(SECRET, null), "bank").document("space", "t").getFirst())
			.map(VectorKey::id)).doesNotHaveDuplicates();
	}

	private Mark mark(Invalidation invalidation) {
		return new MarkDigests(new Keyring(SECRET, null), "shop").of(invalidation).getFirst();
	}

}

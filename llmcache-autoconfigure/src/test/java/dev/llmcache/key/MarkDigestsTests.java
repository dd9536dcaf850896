package dev.llmcache.key;

import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Owner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarkDigestsTests {

	private static final Secret SECRET = Secret.random();

	private static final Secret PREVIOUS = Secret.random();

	private final MarkDigests marks = new MarkDigests(new Keyring(SECRET, null), "shop");

	@Test
	void everythingThatCanBeInvalidatedHasAMarkOfItsOwn() {
		assertThat(Stream
			.of(Invalidation.all(), Invalidation.byTag("a"), Invalidation.byTag("b"), Invalidation.byTenant("a"),
					Invalidation.byUser("a"), Invalidation.byUser("a", "a"), Invalidation.byUser("a", "b"),
					Invalidation.byModel("a"), Invalidation.byPolicy("a"))
			.flatMap((invalidation) -> this.marks.of(invalidation).stream())).doesNotHaveDuplicates().hasSize(9);
	}

	@Test
	void instancesAgree() {
		assertThat(new MarkDigests(new Keyring(SECRET, null), "shop").of(Invalidation.byTag("a")))
			.isEqualTo(this.marks.of(Invalidation.byTag("a")));
	}

	@Test
	void applicationsThatShareAStoreDoNot() {
		assertThat(new MarkDigests(new Keyring(SECRET, null), "bank").of(Invalidation.byTag("a")))
			.isNotEqualTo(this.marks.of(Invalidation.byTag("a")));
	}

	@Test
	void whileTheSecretIsBeingChangedAnswersUnderBothAreMeant() {
		List<Mark> changing = new MarkDigests(new Keyring(PREVIOUS, SECRET), "shop").of(Invalidation.byTag("a"));
		assertThat(changing).hasSize(2).containsAll(this.marks.of(Invalidation.byTag("a")));
	}

	@Test
	void answersOfATenantAndOfItsUsersBelongToIt() {
		Mark tenant = this.marks.of(Invalidation.byTenant("a")).getFirst();
		assertThat(Stream.of(new Owner.Tenant("a"), new Owner.User("a", "b")).map(this.marks::ofTenant))
			.containsOnly(tenant);
		assertThat(Stream.of(new Owner.Everyone(), new Owner.Application(), new Owner.User(null, "a"))
			.map(this.marks::ofTenant)).containsOnly(this.marks.of(Invalidation.all()).getFirst());
	}

	@Test
	void saysNothingOfWhatIsInvalidated() {
		assertThat(Stream.of(Invalidation.byTag("secret"), Invalidation.byTenant("secret"),
				Invalidation.byUser("secret", "secret")))
			.allSatisfy((invalidation) -> assertThat(invalidation.toString()).doesNotContain("secret"));
	}

}

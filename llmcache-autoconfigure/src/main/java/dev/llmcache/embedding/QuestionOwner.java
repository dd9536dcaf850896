package dev.llmcache.embedding;

import java.util.function.Supplier;

import dev.llmcache.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Whose questions a thread asks.
 * <p>
 * The advisors say so for the time of a call, so that what retrieves documents for it
 * further in embeds the question for the same owner. Whoever embeds questions elsewhere
 * may say it himself: {@code QuestionOwner.of(new Owner.Tenant("acme")).call(...)}. It
 * follows a call to other threads by Micrometer's context propagation, and to those of
 * Reactor's schedulers.
 *
 * @param owner whose, or null if nobody can know, so that questions are not remembered
 */
public record QuestionOwner(@Nullable Owner owner) {

	/** Of whom nothing is remembered. */
	public static final QuestionOwner NOBODY = new QuestionOwner(null);

	private static final ThreadLocal<@Nullable QuestionOwner> BOUND = new ThreadLocal<>();

	/**
	 * Names an owner.
	 * @param owner whose questions are going to be asked
	 * @return the owner of the questions
	 */
	public static QuestionOwner of(Owner owner) {
		return new QuestionOwner(owner);
	}

	/**
	 * Does something that may ask questions.
	 * @param <T> of the result
	 * @param work what to do
	 * @return what the work returned
	 */
	public <T extends @Nullable Object> T call(Supplier<T> work) {
		QuestionOwner before = bound();
		bind(this);
		try {
			return work.get();
		}
		finally {
			bind(before);
		}
	}

	/**
	 * Has something done by whatever thread for those whose questions this one asks.
	 * @param work what to do
	 * @return the same, for any thread
	 */
	public static Runnable following(Runnable work) {
		QuestionOwner owner = bound();
		return (owner == null) ? work : () -> owner.call(() -> {
			work.run();
			return true;
		});
	}

	static @Nullable Owner currentOr(@Nullable Owner unbound) {
		QuestionOwner current = bound();
		return (current != null) ? current.owner : unbound;
	}

	static @Nullable QuestionOwner bound() {
		return BOUND.get();
	}

	static void bind(@Nullable QuestionOwner owner) {
		if (owner == null) {
			BOUND.remove();
		}
		else {
			BOUND.set(owner);
		}
	}

	@Override
	public String toString() {
		return "QuestionOwner[]";
	}

}

package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.llmcache.Candidates;
import dev.llmcache.Candidates.Voter;
import dev.llmcache.Entry;
import dev.llmcache.Identity;
import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;
import dev.llmcache.StoreRejection;
import dev.llmcache.policy.PublicWrites;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an answer to a caller who is not trusted may be served to everyone: it
 * may if several users were given it, or if it says what everyone is served already.
 * <p>
 * Thread-safe.
 */
final class PublicAnswers {

	private final @Nullable Candidates candidates;

	private final Marks marks;

	PublicAnswers(@Nullable Candidates candidates, Marks marks) {
		this.candidates = candidates;
		this.marks = marks;
	}

	/**
	 * Decides at once, in the background of a call.
	 * @param asked the call
	 * @param entry the answer
	 * @return whether it may be served
	 */
	boolean renews(AskedCall asked, Entry entry) {
		return this.candidates != null && this.candidates.isServed(asked.call().query(), entry.answer());
	}

	/**
	 * Decides off the caller's path.
	 * @param asked the call
	 * @param entry the answer
	 * @return whether it may be served
	 */
	CompletionStage<Boolean> propose(AskedCall asked, Entry entry) {
		if (this.candidates == null) {
			return CompletableFuture.completedFuture(false);
		}
		PlannedCall.Cached call = asked.call();
		boolean counts = call.policy().writes().publicWrites() == PublicWrites.CONFIRMED;
		return this.candidates.propose(call.query(), call.plan(), entry,
				counts ? voter(call.writer().identity()) : null, call.policy().writes().confirmations());
	}

	/**
	 * Why an answer is not served.
	 * @param call the call
	 * @return the reason
	 */
	static StoreRejection reason(PlannedCall.Cached call) {
		return (call.policy().writes().publicWrites() == PublicWrites.CONFIRMED) ? StoreRejection.UNCONFIRMED
				: StoreRejection.UNTRUSTED;
	}

	// Of callers without a name nobody knows whether they are several
	private @Nullable Voter voter(Identity identity) {
		if (identity.user() == null) {
			return null;
		}
		List<Mark> marks = new ArrayList<>(this.marks.of(Invalidation.byUser(identity.tenant(), identity.user())));
		Mark mark = marks.getFirst();
		if (identity.tenant() != null) {
			marks.addAll(this.marks.of(Invalidation.byTenant(identity.tenant())));
		}
		return new Voter(mark, marks, this.marks.ofTenant(new Owner.User(identity.tenant(), identity.user())));
	}

}

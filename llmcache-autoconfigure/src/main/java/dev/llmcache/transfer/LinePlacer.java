package dev.llmcache.transfer;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.Identity;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;
import dev.llmcache.Provenance;
import dev.llmcache.advisor.ClientPlanner;
import dev.llmcache.advisor.ClientQuestion;
import dev.llmcache.advisor.PlannedQuestion;
import dev.llmcache.key.Keyring;
import dev.llmcache.transfer.EntryLine.LineOrigin;
import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Finds the place of a line: the one that it was exported from, where that is of this
 * application, its versions and its secrets; otherwise the one of a call that asks its
 * client now.
 */
final class LinePlacer {

	private static final Duration LONGEST = Duration.ofDays(3650);

	private final Keyring keyring;

	private final Marks marks;

	private final ClientPlanner planner;

	LinePlacer(Keyring keyring, Marks marks, ClientPlanner planner) {
		this.keyring = keyring;
		this.marks = marks;
		this.planner = planner;
	}

	/**
	 * Finds the place of a line.
	 * @param line the line
	 * @param now the time
	 * @return the place
	 * @throws InvalidLineException if there is none
	 */
	Placement place(EntryLine line, Instant now) {
		if (line.expiresAt() != null && !now.isBefore(line.expiresAt())) {
			throw new InvalidLineException("expired");
		}
		try {
			Placement former = (line.origin() != null) ? restore(line, line.origin(), now) : null;
			return (former != null) ? former : plan(line, now);
		}
		// Digits that are none, names that are blank, dates beyond the calendar
		catch (IllegalArgumentException | ArithmeticException | DateTimeException ex) {
			throw new InvalidLineException("fields");
		}
	}

	private @Nullable Placement restore(EntryLine line, LineOrigin origin, Instant now) {
		Provenance provenance = provenance(line, origin);
		int keyId = HexFormat.fromHexDigits(origin.secret());
		Fingerprint scope = Fingerprint.of(HexFormat.of().parseHex(origin.scope()));
		CacheKey key = this.keyring.keyOf(keyId, scope, question(line), origin.variant());
		if (key == null || !this.planner.isCurrent(provenance)) {
			return null;
		}
		if (line.layer() == null || line.storedAt() == null || line.freshUntil() == null || line.expiresAt() == null) {
			throw new InvalidLineException("fields");
		}
		Set<Mark> all = new HashSet<>(this.marks.of(Invalidation.all()));
		origin.marks().forEach((mark) -> all.add(mark(mark)));
		return new Placement(keyId, key, origin.variant(), provenance, this.marks.ofTenant(provenance.owner()), all,
				Set.of(layer(line.layer())), fence(origin, now), earlier(line.storedAt(), now), line.freshUntil(),
				earlier(line.expiresAt(), now.plus(LONGEST)));
	}

	private static Mark mark(String digits) {
		byte[] bytes = HexFormat.of().parseHex(digits);
		if (bytes.length != Mark.LENGTH) {
			throw new InvalidLineException("fields");
		}
		return Mark.read(ByteBuffer.wrap(bytes));
	}

	private static Provenance provenance(EntryLine line, LineOrigin origin) {
		return new Provenance(origin.namespace(), origin.version(), Objects.requireNonNullElse(line.policy(), ""),
				origin.policyVersion(), line.client(), origin.model(),
				LineOwner.owner(origin.owner(), new Identity(line.tenant(), line.user())), origin.parts());
	}

	private Placement plan(EntryLine line, Instant now) {
		if (line.client() == null) {
			throw new InvalidLineException("no-client");
		}
		if (line.origin() != null && !line.origin().reproducible()) {
			throw new InvalidLineException("not-reproducible");
		}
		Identity identity = new Identity(line.tenant(), line.user());
		ClientQuestion question = new ClientQuestion(line.client(), question(line), line.policy(), identity,
				Set.copyOf(Objects.requireNonNullElse(line.tags(), List.of())), ttl(line));
		return switch (this.planner.plan(question)) {
			case PlannedQuestion.Refused(String reason) -> throw new InvalidLineException(reason);
			case PlannedQuestion.Planned planned -> {
				requireOwner(line, planned.plan().owner());
				yield planned(line, planned, now);
			}
		};
	}

	private static void requireOwner(EntryLine line, Owner owner) {
		Identity identity = new Identity(line.tenant(), line.user());
		LineOwner own = (line.origin() != null) ? new LineOwner(line.origin().owner(), identity)
				: LineOwner.written(identity);
		if (!own.allows(owner)) {
			throw new InvalidLineException("owner");
		}
	}

	private Placement planned(EntryLine line, PlannedQuestion.Planned planned, Instant now) {
		Plan plan = planned.plan();
		CacheQuery first = planned.query();
		int variant = (line.origin() != null) ? line.origin().variant() : 0;
		CacheQuery query = (variant > 0) ? first.ofVariant(variant) : first;
		Set<Layer> layers = EnumSet.noneOf(Layer.class);
		layers.addAll(plan.layers());
		if (line.layer() != null) {
			layers.retainAll(Set.of(layer(line.layer())));
		}
		if (!plan.writes() || layers.isEmpty() || variant >= plan.variants()) {
			throw new InvalidLineException("policy");
		}
		Lifetimes lifetimes = plan.lifetimes();
		Instant planFreshUntil = lifetimes.freshUntil(now, query.key().entry());
		Instant freshUntil = (line.freshUntil() != null) ? earlier(line.freshUntil(), planFreshUntil) : planFreshUntil;
		Instant planExpiresAt = earlier(freshUntil.plus(lifetimes.stale()), now.plus(LONGEST));
		return new Placement(this.keyring.currentId(), query.key(), variant, planned.provenance(),
				this.marks.ofTenant(planned.plan().owner()), Set.copyOf(query.marks()), layers,
				(line.origin() != null) ? fence(line.origin(), now) : fence(now),
				(line.storedAt() != null) ? earlier(line.storedAt(), now) : now, freshUntil,
				(line.expiresAt() != null) ? earlier(line.expiresAt(), planExpiresAt) : planExpiresAt);
	}

	private static String question(EntryLine line) {
		if (line.question() == null || line.question().isBlank()) {
			throw new InvalidLineException("question");
		}
		return line.question();
	}

	private static @Nullable Duration ttl(EntryLine line) {
		if (line.ttl() == null) {
			return null;
		}
		DurationFormat.Style style = line.ttl().startsWith("P") ? DurationFormat.Style.ISO8601
				: DurationFormat.Style.SIMPLE;
		return DurationFormatterUtils.parse(line.ttl(), style);
	}

	private static Layer layer(String name) {
		return switch (name) {
			case "exact" -> Layer.EXACT;
			case "semantic" -> Layer.SEMANTIC;
			default -> throw new InvalidLineException("fields");
		};
	}

	// A number from the future would keep all later answers out
	private static long fence(LineOrigin origin, Instant now) {
		return Math.min(origin.fence(), fence(now));
	}

	private static long fence(Instant now) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, now);
	}

	private static Instant earlier(Instant first, Instant second) {
		return first.isBefore(second) ? first : second;
	}

}

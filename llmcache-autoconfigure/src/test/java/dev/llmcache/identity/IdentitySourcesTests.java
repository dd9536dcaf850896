package dev.llmcache.identity;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.BypassReason;
import dev.llmcache.Identity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class IdentitySourcesTests {

	private static final NameSource FAILING = new NameSource() {

		@Override
		public String onThread() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Mono<String> inContext(ContextView context) {
			throw new UnsupportedOperationException();
		}

	};

	@Test
	void theFirstThatHasANameCounts() {
		IdentitySources sources = tenants(place(null, null), place("acme", "globex"), place("x", "y"));
		assertThat(sources.onThread(Identity.NONE).tenant()).isEqualTo("acme");
		assertThat(tenantInContext(sources)).isEqualTo("globex");
	}

	@Test
	void aBlankNameIsNone() {
		IdentitySources sources = tenants(place(" ", " "), place("acme", "globex"));
		assertThat(sources.onThread(Identity.NONE).tenant()).isEqualTo("acme");
		assertThat(tenantInContext(sources)).isEqualTo("globex");
		assertThat(tenantInContext(tenants(place(" ", "")).captured())).isNull();
	}

	@Test
	void whereNoneHasANameThereIsNobody() {
		assertThat(IdentitySources.NONE.onThread(Identity.NONE)).isEqualTo(Identity.NONE);
		assertThat(IdentitySources.NONE.inContext(Identity.NONE, Context.empty()).block()).isEqualTo(Identity.NONE);
	}

	@Test
	void nobodyIsAskedForWhatIsKnown() {
		IdentitySources sources = new IdentitySources(List.of(FAILING), List.of(place("alice", "bob")));
		Identity known = new Identity("acme", null);
		assertThat(sources.onThread(known)).isEqualTo(new Identity("acme", "alice"));
		assertThat(sources.inContext(known, Context.empty()).block()).isEqualTo(new Identity("acme", "bob"));
		IdentitySources captured = new IdentitySources(List.of(FAILING), List.of(place("alice", null))).captured();
		assertThat(captured.inContext(known, Context.empty()).block()).isEqualTo(new Identity("acme", "alice"));
	}

	@Test
	void nobodyIsAskedAfterTheFirst() {
		IdentitySources sources = tenants(place("acme", "acme"), FAILING);
		assertThat(sources.onThread(Identity.NONE).tenant()).isEqualTo("acme");
		assertThat(tenantInContext(sources)).isEqualTo("acme");
		assertThat(tenantInContext(sources.captured())).isEqualTo("acme");
	}

	@Test
	void aFailureDoesNotLetTheNextAnswer() {
		IdentitySources sources = tenants(FAILING, place("acme", "acme"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> sources.onThread(Identity.NONE));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> tenantInContext(sources));
		IdentitySources captured = tenants(new Place(() -> {
			throw new UnsupportedOperationException();
		}, null), place("acme", null)).captured();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> tenantInContext(captured));
	}

	@Test
	void resolversComeFirst() {
		IdentitySources sources = new IdentitySources(List.of(place("acme", "acme")), List.of(place("alice", "alice")))
			.withResolvers(() -> "globex", () -> "bob");
		assertThat(sources.onThread(Identity.NONE)).isEqualTo(new Identity("globex", "bob"));
		assertThat(sources.captured().inContext(Identity.NONE, Context.empty()).block())
			.isEqualTo(new Identity("globex", "bob"));
	}

	@Test
	void aSubscriberIsNotLookedForOnTheThread() {
		IdentitySources sources = tenants(place("acme", null));
		assertThat(sources.inContext(Identity.NONE, Context.empty()).block()).isEqualTo(Identity.NONE);
	}

	@Test
	void whoMakesAStreamIsUnknownWhereOnlyAThreadCouldTell() {
		IdentitySources sources = IdentitySources.NONE.withResolvers(() -> "globex", null);
		assertThatExceptionOfType(UnknownCallerException.class)
			.isThrownBy(() -> sources.inContext(Identity.NONE, Context.empty()).block())
			.satisfies((unknown) -> assertThat(unknown.reason()).isEqualTo(BypassReason.NO_TENANT));
		assertThat(sources.inContext(new Identity("acme", null), Context.empty()).block())
			.isEqualTo(new Identity("acme", null));
		assertThat(sources.captured().inContext(Identity.NONE, Context.empty()).block())
			.isEqualTo(new Identity("globex", null));
	}

	@Test
	void aUserWhomOnlyAThreadKnowsIsNoMatterWhereTheTenantIsEnough() {
		IdentitySources sources = tenants(place(null, "acme")).withResolvers(null, () -> "bob");
		assertThatExceptionOfType(UnknownCallerException.class)
			.isThrownBy(() -> sources.inContext(Identity.NONE, Context.empty()).block())
			.satisfies((unknown) -> assertThat(unknown.reason()).isEqualTo(BypassReason.NO_USER));
		assertThat(sources.ofTenant().inContext(Identity.NONE, Context.empty()).block())
			.isEqualTo(new Identity("acme", null));
	}

	@Test
	void whatAThreadKnewIsRememberedAsItWas() {
		AtomicReference<String> tenant = new AtomicReference<>("acme");
		AtomicInteger asked = new AtomicInteger();
		IdentitySources captured = IdentitySources.NONE.withResolvers(() -> {
			asked.incrementAndGet();
			return tenant.get();
		}, null).captured();
		tenant.set("globex");
		assertThat(tenantInContext(captured)).isEqualTo("acme");
		assertThat(tenantInContext(captured)).isEqualTo("acme");
		assertThat(asked).hasValue(1);
	}

	@Test
	void anEarlierPlaceOfTheSubscriberCountsBeforeALaterOneOfTheThread() {
		IdentitySources captured = tenants(place(null, "globex"), place("acme", null)).captured();
		assertThat(tenantInContext(captured)).isEqualTo("globex");
	}

	@Test
	void whereThreadAndSubscriberDifferNobodyCanTell() {
		assertThat(tenantInContext(tenants(place("acme", "acme")).captured())).isEqualTo("acme");
		IdentitySources captured = tenants(place("acme", "globex")).captured();
		assertThatIllegalStateException().isThrownBy(() -> tenantInContext(captured))
			.withMessageNotContainingAny("acme", "globex");
	}

	private static IdentitySources tenants(NameSource... sources) {
		return new IdentitySources(List.of(sources), List.of());
	}

	private static Place place(@Nullable String thread, @Nullable String context) {
		return new Place(() -> thread, context);
	}

	private static @Nullable String tenantInContext(IdentitySources sources) {
		return Objects.requireNonNull(sources.inContext(Identity.NONE, Context.empty()).block()).tenant();
	}

	/**
	 * Place with one name for threads and another for subscribers.
	 */
	private record Place(TenantResolver thread, @Nullable String context) implements NameSource {

		@Override
		public @Nullable String onThread() {
			return this.thread.resolveTenant();
		}

		@Override
		public Mono<String> inContext(ContextView subscriber) {
			return Mono.justOrEmpty(this.context);
		}

	}

}

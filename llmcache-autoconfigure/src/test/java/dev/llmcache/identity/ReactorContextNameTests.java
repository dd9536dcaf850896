package dev.llmcache.identity;

import java.net.URI;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

class ReactorContextNameTests {

	private final NameSource source = new ReactorContextName("tenant");

	@Test
	void isUnderItsKey() {
		assertThat(nameIn(Context.of("tenant", "acme"))).isEqualTo("acme");
		assertThat(nameIn(Context.of("Tenant", "acme"))).isNull();
	}

	@Test
	void mayBeOfAnyTypeWhoseTextIsItsValue() {
		UUID id = UUID.randomUUID();
		assertThat(nameIn(Context.of("tenant", 17L))).isEqualTo("17");
		assertThat(nameIn(Context.of("tenant", id))).isEqualTo(id.toString());
		assertThat(nameIn(Context.of("tenant", URI.create("https://acme.example")))).isEqualTo("https://acme.example");
	}

	@Test
	void anObjectOfAnotherTypeNamesNobody() {
		assertThat(nameIn(Context.of("tenant", new Object()))).isNull();
	}

	@Test
	void noThreadHasOne() {
		assertThat(this.source.onThread()).isNull();
	}

	private @Nullable String nameIn(Context context) {
		return this.source.inContext(context).block();
	}

}

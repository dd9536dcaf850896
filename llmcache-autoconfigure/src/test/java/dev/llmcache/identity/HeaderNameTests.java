package dev.llmcache.identity;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.context.request.RequestAttributesThreadLocalAccessor;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HeaderNameTests {

	private final NameSource servlet = new ServletHeaderName("X-Tenant");

	private final NameSource exchange = new ExchangeHeaderName("X-Tenant");

	@AfterEach
	void forget() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void isInTheServletRequestOfTheThread() {
		RequestContextHolder.setRequestAttributes(servletRequest("acme"));
		assertThat(this.servlet.onThread()).isEqualTo("acme");
	}

	@Test
	void outsideOfARequestThereIsNone() {
		assertThat(this.servlet.onThread()).isNull();
		assertThat(this.exchange.onThread()).isNull();
		assertThat(inContext(this.servlet, Context.empty())).isNull();
		assertThat(inContext(this.exchange, Context.empty())).isNull();
	}

	@Test
	void aRequestWithoutTheHeaderHasNone() {
		RequestContextHolder.setRequestAttributes(servletRequest());
		assertThat(this.servlet.onThread()).isNull();
		assertThat(inContext(this.exchange, Context.of(ServerWebExchange.class, exchange()))).isNull();
	}

	@Test
	void aHeaderThatIsThereTwiceNamesNobody() {
		RequestContextHolder.setRequestAttributes(servletRequest("acme", "globex"));
		assertThat(this.servlet.onThread()).isNull();
		assertThat(inContext(this.exchange, Context.of(ServerWebExchange.class, exchange("acme", "globex")))).isNull();
	}

	@Test
	void aRequestThatIsOverIsNotRead() {
		ServletRequestAttributes request = servletRequest("acme");
		RequestContextHolder.setRequestAttributes(request);
		request.requestCompleted();
		assertThatIllegalStateException().isThrownBy(this.servlet::onThread);
	}

	@Test
	void aSubscriberIsNotInTheRequestOfItsThread() {
		RequestContextHolder.setRequestAttributes(servletRequest("acme"));
		assertThat(inContext(this.servlet, Context.empty())).isNull();
	}

	@Test
	void isInTheServletRequestThatContextPropagationBrings() {
		RequestContextHolder.setRequestAttributes(servletRequest("acme"));
		RequestAttributesThreadLocalAccessor accessor = new RequestAttributesThreadLocalAccessor();
		Context context = Context.of(accessor.key(), Objects.requireNonNull(accessor.getValue()));
		RequestContextHolder.resetRequestAttributes();
		assertThat(inContext(this.servlet, context)).isEqualTo("acme");
		assertThat(this.servlet.canTell(context)).isTrue();
		assertThat(this.servlet.canTell(Context.empty())).isFalse();
	}

	@Test
	void isInTheExchangeThatSpringPutsIntoTheContext() {
		MockServerWebExchange exchange = exchange("acme");
		Mono<String> found = new ServerWebExchangeContextFilter()
			.filter(exchange, (same) -> Mono.deferContextual((context) -> {
				same.getAttributes().put("found", String.valueOf(inContext(this.exchange, Context.of(context))));
				return Mono.empty();
			}))
			.then(Mono.fromSupplier(() -> exchange.getRequiredAttribute("found")));
		assertThat(found.block()).isEqualTo("acme");
	}

	@Test
	void isInTheExchangeThatSpringSecurityPutsIntoTheContext() {
		assertThat(inContext(this.exchange, Context.of(ServerWebExchange.class, exchange("acme")))).isEqualTo("acme");
	}

	private static ServletRequestAttributes servletRequest(String... tenants) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		for (String tenant : tenants) {
			request.addHeader("X-Tenant", tenant);
		}
		return new ServletRequestAttributes(request);
	}

	private static MockServerWebExchange exchange(String... tenants) {
		return MockServerWebExchange.from(MockServerHttpRequest.get("/").header("X-Tenant", tenants));
	}

	private static @Nullable String inContext(NameSource source, Context context) {
		return source.inContext(context).block();
	}

}

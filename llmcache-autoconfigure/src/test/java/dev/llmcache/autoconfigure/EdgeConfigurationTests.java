package dev.llmcache.autoconfigure;

import java.util.List;
import java.util.Set;

import dev.llmcache.edge.EdgeGate;
import dev.llmcache.edge.EdgeHeaders;
import dev.llmcache.edge.EdgePurger;
import dev.llmcache.edge.EdgeReport;
import dev.llmcache.edge.EdgeStats;
import dev.llmcache.edge.EdgeTag;
import dev.llmcache.edge.PublicAnswers;
import dev.llmcache.edge.PurgingListener;
import dev.llmcache.edge.TagHeader;
import dev.llmcache.edge.reactive.EdgeWebFilter;
import dev.llmcache.edge.servlet.EdgeFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

import static org.assertj.core.api.Assertions.assertThat;

class EdgeConfigurationTests {

	private final AutoConfigurations configurations = AutoConfigurations.of(LlmCacheAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(this.configurations)
		.withPropertyValues("llmcache.semantic.enabled=false");

	@Test
	void isOnInWebApplicationsOfBothKinds() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(EdgeGate.class).doesNotHaveBean(PublicAnswers.class);
			FilterRegistrationBean<?> registration = context.getBean(FilterRegistrationBean.class);
			assertThat(registration.getFilter()).isInstanceOf(EdgeFilter.class);
			assertThat(registration.getOrder()).isEqualTo(-50);
		});
		new ReactiveWebApplicationContextRunner().withConfiguration(this.configurations)
			.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.edge.answers-path=/answers")
			.run((context) -> assertThat(context).hasSingleBean(EdgeWebFilter.class)
				.hasSingleBean(PublicAnswers.class)
				.hasBean("llmCachePublicAnswersRoute"));
	}

	@Test
	void isOffWhereItIsSwitchedOff() {
		this.runner.withPropertyValues("llmcache.edge.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EdgeGate.class));
		for (Class<?> missing : List.of(PathPattern.class, HandlerMapping.class)) {
			this.runner.withClassLoader(new FilteredClassLoader(missing))
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EdgeFilter.class));
		}
	}

	@Test
	void whatIsInvalidatedWhereNothingIsServedIsPurgedToo() {
		new ApplicationContextRunner().withConfiguration(this.configurations)
			.withPropertyValues("llmcache.semantic.enabled=false", "llmcache.edge.varnish.addresses=http://127.0.0.1:1")
			.run((context) -> {
				assertThat(context.getBean(PurgingListener.class).purges()).hasSize(1);
				assertThat(context).doesNotHaveBean("llmCacheEdgeWitness").doesNotHaveBean("llmCacheEdgeFilter");
			});
	}

	@Test
	void productsBringTheirHeaders() {
		this.runner
			.withPropertyValues("llmcache.edge.tag-headers=cache-groups",
					"llmcache.edge.varnish.addresses=http://127.0.0.1:1,http://127.0.0.1:2",
					"llmcache.edge.fastly.service-id=s", "llmcache.edge.fastly.api-key=secret",
					"llmcache.edge.cloudflare.zone-id=z", "llmcache.edge.cloudflare.api-token=secret")
			.withBean("own", EdgePurger.class, OwnPurger::new)
			.run((context) -> {
				assertThat(context.getBean(EdgeProducts.class).purges()).hasSize(4);
				assertThat(context.getBean(EdgeHeaders.class).tags().headers()).containsExactly(TagHeader.CACHE_GROUPS,
						TagHeader.EDGE_CACHE_TAG, TagHeader.XKEY, TagHeader.SURROGATE_KEY, TagHeader.CACHE_TAG);
				assertThat(context.getBean(LlmCacheProperties.class).edge().fastly()).hasToString("Fastly[]");
			});
	}

	@Test
	void whatNobodyTellsIsUnknown() {
		this.runner.run((context) -> {
			assertThat(context.getBean(EdgeReport.class).hitRate()).isEmpty();
			assertThat(context.getBean(EdgeReport.class).savedCalls()).isEmpty();
		});
		this.runner.withBean("own", EdgeStats.class, () -> EdgeStats.UNKNOWN)
			.run((context) -> assertThat(context).hasSingleBean(EdgeStats.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "llmcache.edge.min-ttl=0s", "llmcache.edge.browser-max-age=-1s",
			"llmcache.edge.max-body=0B", "llmcache.edge.max-body=65MB", "llmcache.edge.max-tag-bytes=10B",
			"llmcache.edge.max-tag-bytes=17KB", "llmcache.edge.second-purge-after=10ms",
			"llmcache.edge.purge-timeout=0", "llmcache.edge.paths=faq", "llmcache.edge.paths=/faq/{",
			"llmcache.edge.answers-path=answers", "llmcache.edge.answers-path=/answers/",
			"llmcache.edge.answers-path=/a b", "llmcache.edge.varnish.addresses=10.0.0.7",
			"llmcache.edge.fastly.url=ftp://x", "llmcache.edge.cloudflare.url=x" })
	void aValueOutOfRangeIsAFailureThatNamesTheProperty(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(property).startsWith(ex.getName() + "=")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "llmcache.edge.fastly.service-id=s", "llmcache.edge.fastly.api-key=k",
			"llmcache.edge.cloudflare.zone-id=z", "llmcache.edge.cloudflare.api-token=t" })
	void halfOfAPairIsAFailureThatNamesTheOther(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(LlmCacheConfigurationException.class)
				.hasMessageContaining("is not set, and '" + property.substring(0, property.indexOf('='))));
	}

	private static final class OwnPurger implements EdgePurger {

		@Override
		public TagHeader tagHeader() {
			return TagHeader.EDGE_CACHE_TAG;
		}

		@Override
		public void purge(Set<EdgeTag> tags) {
		}

	}

}

package dev.llmcache.autoconfigure;

import java.util.Map;

import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.autoconfigure.PricingProperties.Price;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.prefix.PrefixCounts;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.pricing.PriceTable;
import dev.llmcache.report.EmbeddingSavings;
import dev.llmcache.report.PrefixSavings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What tokens of models cost, and what layers save of it that answer no calls.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PricingProperties.class)
class PricingConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PriceList llmCachePriceList(PricingProperties properties, Environment environment) {
		requireNothingUnbound(environment);
		return new PriceList(Prices.of(properties), PriceTable.standard());
	}

	@Bean
	@ConditionalOnMissingBean
	EmbeddingSavings llmCacheEmbeddingSavings(VectorMemory memory, PriceList prices) {
		return new EmbeddingSavings(memory::accounts, prices);
	}

	@Bean
	@ConditionalOnMissingBean
	PrefixSavings llmCachePrefixSavings(ObjectProvider<PrefixAdvisor> advisor, PriceList prices) {
		return new PrefixSavings(() -> models(advisor), prices);
	}

	private static Map<String, PrefixCounts> models(ObjectProvider<PrefixAdvisor> advisor) {
		PrefixAdvisor prefix = advisor.getIfAvailable();
		return (prefix != null) ? prefix.counters().models() : Map.of();
	}

	// A name with a dot and without brackets would be taken for none at all
	private static void requireNothingUnbound(Environment environment) {
		try {
			Binder.get(environment)
				.bind("llmcache.pricing", Bindable.mapOf(String.class, Price.class),
						new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
		}
		catch (BindException ex) {
			if (!(ex.getCause() instanceof UnboundConfigurationPropertiesException unbound)) {
				throw ex;
			}
			throw new LlmCacheConfigurationException(
					"'%s' sets the price of no model."
						.formatted(unbound.getUnboundProperties().iterator().next().getName()),
					"Put names with dots or colons in brackets, such as 'llmcache.pricing.[gpt-4.1].input', "
							+ "and set input, output, cached-input or cache-write.");
		}
	}

}

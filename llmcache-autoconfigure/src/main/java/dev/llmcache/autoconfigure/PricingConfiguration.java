package dev.llmcache.autoconfigure;

import dev.llmcache.autoconfigure.PricingProperties.Price;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.pricing.PriceTable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What tokens of models cost.
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

	// A name with a dot and without brackets would be taken for none at all
	private static void requireNothingUnbound(Environment environment) {
		Binder.get(environment)
			.bind("llmcache.pricing", Bindable.mapOf(String.class, Price.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
	}

}

package dev.llmcache.autoconfigure;

import java.util.Map;

import dev.llmcache.LlmCache;
import dev.llmcache.actuate.LlmCacheEndpoint;
import dev.llmcache.actuate.OverviewReader;
import dev.llmcache.actuate.PolicyStatuses;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.ClientExplainer;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Auto-configuration of the actuator endpoint.
 * <p>
 * Ordered last, as the one that it comes after is: an earlier one would pull that
 * forward.
 */
@AutoConfiguration(after = LlmCacheAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(LlmCacheEndpoint.class)
@ConditionalOnBean({ LlmCache.class, PolicyStatuses.class })
public final class LlmCacheEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LlmCacheEndpoint llmCacheEndpoint(LlmCache cache, CacheAdvisors advisors, OverviewReader overview,
			PolicyStatuses policies, ListableBeanFactory beanFactory) {
		Map<String, ChatClient> clients = beanFactory.getBeansOfType(ChatClient.class, false, true);
		return new LlmCacheEndpoint(cache, overview, policies, new ClientExplainer(advisors, clients));
	}

}

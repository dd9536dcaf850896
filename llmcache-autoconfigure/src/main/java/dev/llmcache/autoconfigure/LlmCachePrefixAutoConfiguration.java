package dev.llmcache.autoconfigure;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * Auto-configuration of the prefix layer where there is no response cache.
 */
@AutoConfiguration(after = LlmCacheAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(ChatClient.class)
@ConditionalOnProperty(name = "llmcache.prefix.enabled")
@EnableConfigurationProperties(LlmCacheProperties.class)
@Import({ StartupConfiguration.class, KeyringConfiguration.class, IdentityConfiguration.class,
		PrefixConfiguration.class })
public final class LlmCachePrefixAutoConfiguration {

}

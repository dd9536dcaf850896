package dev.llmcache.autoconfigure;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Page that shows what the cache does and saves.
 *
 * @param enabled Whether there is the actuator endpoint 'llmcacheconsole', which is that
 * page. It must be exposed like any other, by
 * 'management.endpoints.web.exposure.include'.
 */
public record ConsoleProperties(@DefaultValue("false") boolean enabled) {

}

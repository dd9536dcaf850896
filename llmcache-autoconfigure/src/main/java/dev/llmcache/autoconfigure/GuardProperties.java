package dev.llmcache.autoconfigure;

import java.util.Set;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What tells apart questions whose answers differ.
 *
 * @param languages Languages whose words are known, of 'en'. What holds for any language,
 * such as numbers, ids and quotes, always counts.
 * @param disabled Names of guards that do not count.
 */
public record GuardProperties(@DefaultValue("en") Set<String> languages, @DefaultValue Set<String> disabled) {

}

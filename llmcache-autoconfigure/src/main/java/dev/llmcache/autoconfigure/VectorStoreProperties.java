package dev.llmcache.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The layer in a VectorStore bean of Spring AI.
 *
 * @param beanName Name of the bean. It must be the cache's own: whoever retrieved
 * documents from it would get answers of any tenant.
 */
public record VectorStoreProperties(@Nullable String beanName) {

}

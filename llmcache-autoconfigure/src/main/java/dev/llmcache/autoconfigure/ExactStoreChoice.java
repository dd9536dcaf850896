package dev.llmcache.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Where the exact layer stores answers, beside this process.
 *
 * @param redis the application's Redis, or null when they are in this process only
 */
record ExactStoreChoice(@Nullable RedisStores redis) {

}

package dev.llmcache.autoconfigure;

import java.util.function.Supplier;

import dev.llmcache.store.GenerationStore;

/**
 * Where all instances read what was invalidated.
 *
 * @param name for the report
 * @param why it was chosen
 * @param shared whether other instances use it too
 * @param store opens it
 */
record GenerationAuthority(String name, String why, boolean shared, Supplier<GenerationStore> store) {

}

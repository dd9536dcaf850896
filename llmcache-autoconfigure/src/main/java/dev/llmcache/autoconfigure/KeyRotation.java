package dev.llmcache.autoconfigure;

import dev.llmcache.store.encryption.DataKeys;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Has all data keys wrapped under the current master key once the application starts.
 *
 * @param keys the data keys
 */
record KeyRotation(DataKeys keys) implements SmartInitializingSingleton {

	@Override
	public void afterSingletonsInstantiated() {
		this.keys.rotate();
	}

}

package dev.llmcache.actuate.console;

import dev.llmcache.actuate.ConsoleFigures;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the page shows.
 *
 * @param writable whether the page can operate the cache
 * @param readOnlyReason what to change so that it can, or null
 * @param figures the figures
 */
record ConsoleReport(boolean writable, @Nullable String readOnlyReason,
		ConsoleFigures figures) implements OperationResponseBody {

}

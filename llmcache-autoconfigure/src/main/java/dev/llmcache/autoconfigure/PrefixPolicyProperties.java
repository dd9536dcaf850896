package dev.llmcache.autoconfigure;

import java.util.List;
import java.util.regex.Pattern;

import dev.llmcache.prefix.VolatilePlacement;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says about text that changes from call to call.
 *
 * @param placement Where such text is put, so that what does not change stands before it:
 * where the application has put it (off), into a message of the system of its own
 * (system), or into the last message of the user (user). It may change answers.
 * @param volatileText Regular expressions that find such text in messages of the system;
 * the sentences that it is in are moved. Those under 'scope.volatile-text' count as well.
 * @param detect Whether also what only looks as if it changed is moved, such as dates,
 * ids and names.
 */
public record PrefixPolicyProperties(@Nullable VolatilePlacement placement, @Nullable List<Pattern> volatileText,
		@Nullable Boolean detect) {

}

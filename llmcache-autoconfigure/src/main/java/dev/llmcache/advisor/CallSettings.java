package dev.llmcache.advisor;

import java.util.List;

import dev.llmcache.identity.IdentitySources;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of an application have in common.
 *
 * @param namespace keeps applications apart that share a store
 * @param version answers stored under another version are not served
 * @param identities find who makes a call that does not say so itself
 * @param answerRules rules about which answers are worth keeping
 * @param tagResolvers tell what answers can be invalidated by
 * @param corpora names of the stores that documents are retrieved from
 * @param refresh limits of what is fetched anew in the background
 * @param shaper gives prompts another form next to the model, or null
 * @param controls what keeps callers from filling the cache
 */
public record CallSettings(String namespace, String version, IdentitySources identities, List<AnswerRule> answerRules,
		List<TagResolver> tagResolvers, CorpusNames corpora, RefreshSettings refresh, @Nullable PromptShaper shaper,
		StoreControls controls) {

	public CallSettings {
		answerRules = List.copyOf(answerRules);
		tagResolvers = List.copyOf(tagResolvers);
	}

	/**
	 * Settings by which prompts stay as they are.
	 * @param namespace keeps applications apart that share a store
	 * @param version answers stored under another version are not served
	 * @param identities find who makes a call that does not say so itself
	 * @param answerRules rules about which answers are worth keeping
	 * @param tagResolvers tell what answers can be invalidated by
	 * @param corpora names of the stores that documents are retrieved from
	 * @param refresh limits of what is fetched anew in the background
	 */
	public CallSettings(String namespace, String version, IdentitySources identities, List<AnswerRule> answerRules,
			List<TagResolver> tagResolvers, CorpusNames corpora, RefreshSettings refresh) {
		this(namespace, version, identities, answerRules, tagResolvers, corpora, refresh, null, StoreControls.NONE);
	}

	/**
	 * Settings without resolvers of tags and without stores of documents.
	 * @param namespace keeps applications apart that share a store
	 * @param version answers stored under another version are not served
	 * @param identities find who makes a call that does not say so itself
	 * @param answerRules rules about which answers are worth keeping
	 */
	public CallSettings(String namespace, String version, IdentitySources identities, List<AnswerRule> answerRules) {
		this(namespace, version, identities, answerRules, List.of(), CorpusNames.NONE, RefreshSettings.STANDARD);
	}

}

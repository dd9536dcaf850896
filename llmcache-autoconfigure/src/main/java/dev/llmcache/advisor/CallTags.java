package dev.llmcache.advisor;

import java.util.List;
import java.util.Set;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * Tags of an answer that are known before the model is asked, beside those of its policy
 * and of the call itself.
 */
final class CallTags {

	private final List<TagResolver> resolvers;

	private final SearchedStores stores;

	CallTags(CallSettings settings) {
		this.resolvers = settings.tagResolvers();
		this.stores = new SearchedStores(settings.corpora());
	}

	/**
	 * Finds the tags of a call.
	 * @param request the call
	 * @param advisors those further in
	 * @return what the application names, the documents that were retrieved further out,
	 * and the stores that are searched further in
	 */
	Set<String> of(ChatClientRequest request, InnerAdvisors advisors) {
		Set<String> tags = RetrievedDocuments.tags(request.context());
		tags.addAll(this.stores.tags(advisors.advisors()));
		this.resolvers.forEach((resolver) -> tags.addAll(resolver.tagsOf(request)));
		return tags;
	}

}

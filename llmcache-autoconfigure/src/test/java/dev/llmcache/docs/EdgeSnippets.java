package dev.llmcache.docs;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import dev.llmcache.edge.EdgeCacheable;
import dev.llmcache.edge.EdgePurger;
import dev.llmcache.edge.EdgeTag;
import dev.llmcache.edge.TagHeader;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Java of the page about the edge layer.
 */
@Configuration(proxyBeanMethods = false)
class EdgeSnippets {

	@Bean
	EdgePurger cdn(CdnClient client) {
		return new EdgePurger() {

			@Override
			public TagHeader tagHeader() {
				return TagHeader.EDGE_CACHE_TAG;
			}

			@Override
			public void purge(Set<EdgeTag> tags) throws IOException {
				client.purge(tags.stream().map(EdgeTag::value).toList());
			}

		};
	}

	interface CdnClient {

		void purge(List<String> tags) throws IOException;

	}

	static class Faq {

		private final ChatClient faqClient;

		Faq(ChatClient faqClient) {
			this.faqClient = faqClient;
		}

		@GetMapping("/faq")
		@EdgeCacheable
		ResponseEntity<String> faq(@RequestParam String question) {
			return ResponseEntity.ofNullable(this.faqClient.prompt().user(question).call().content());
		}

	}

}

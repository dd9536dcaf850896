package dev.llmcache.sample.web;

import java.math.BigDecimal;

import dev.llmcache.TokenUsage;
import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells what the model took for an answer that it did not have to give again.
 */
@Component
class SavedMoney {

	private static final String USAGE = "llmcache.original-usage";

	private final PriceList prices;

	// There is none where the cache is switched off
	SavedMoney(ObjectProvider<PriceList> prices) {
		this.prices = prices.getIfAvailable(PriceList::standard);
	}

	/**
	 * Money that a response has saved.
	 * @param response the response, or the last of a stream
	 * @return US dollars, or null if nothing was saved or the price is not known
	 */
	@Nullable BigDecimal of(@Nullable ChatClientResponse response) {
		if (response == null || response.chatResponse() == null) {
			return null;
		}
		ChatResponseMetadata metadata = response.chatResponse().getMetadata();
		if (!(metadata.get(USAGE) instanceof TokenUsage usage)) {
			return null;
		}
		Cost cost = this.prices.costOf(metadata.getModel(), ModelTokens.of(usage));
		return cost.isKnown() ? cost.dollars() : null;
	}

}

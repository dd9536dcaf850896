package dev.llmcache.prefix;

/**
 * Where prompts go whose beginnings are meant to be the same.
 *
 * @param client name of the chat client, or empty
 * @param model name of the model, or empty
 */
public record Endpoint(String client, String model) {

	@Override
	public String toString() {
		return this.client.isEmpty() ? this.model : this.client + "/" + this.model;
	}

}

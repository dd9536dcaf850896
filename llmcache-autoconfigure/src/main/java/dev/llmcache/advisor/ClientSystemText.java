package dev.llmcache.advisor;

import java.util.Optional;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.DefaultChatClient.DefaultChatClientRequestSpec;
import org.springframework.util.StringUtils;

/**
 * System text that a chat client has by default, before its places are filled.
 *
 * @param text the text
 * @param policy name of the policy of the client's calls
 */
public record ClientSystemText(String text, String policy) {

	/**
	 * Reads the text of a client.
	 * @param client the client
	 * @return its text, if it has one and is of a class that tells
	 */
	public static Optional<ClientSystemText> of(ChatClient client) {
		return (CallerCapture.unwrap(client.prompt()) instanceof DefaultChatClientRequestSpec known
				&& StringUtils.hasText(known.getSystemText())) ? Optional
					.of(new ClientSystemText(known.getSystemText(), CallNames.of(known.getAdvisorParams()).policy()))
						: Optional.empty();
	}

	@Override
	public String toString() {
		return "ClientSystemText[]";
	}

}

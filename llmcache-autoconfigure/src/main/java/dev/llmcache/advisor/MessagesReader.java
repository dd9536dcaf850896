package dev.llmcache.advisor;

import java.net.URI;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.key.CanonicalWriter;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;

/**
 * Writes the messages of a prompt in canonical form: what they say, not their metadata,
 * the names of their media or the ids of their tool calls, which differ from call to
 * call.
 */
final class MessagesReader {

	private final Map<String, String> ordinals = new HashMap<>();

	private MessagesReader() {
	}

	static byte[] read(List<? extends Message> messages) {
		MessagesReader reader = new MessagesReader();
		return new CanonicalWriter().list(messages, reader::write).toByteArray();
	}

	static byte[] readMedia(List<Media> media) {
		return new CanonicalWriter().list(media, MessagesReader::write).toByteArray();
	}

	private void write(CanonicalWriter writer, Message message) {
		writer.text(message.getMessageType().getValue()).text(message.getText());
		if (message instanceof MediaContent content) {
			writer.list(content.getMedia(), MessagesReader::write);
		}
		if (message instanceof AssistantMessage assistant) {
			writer.list(assistant.getToolCalls(), this::write);
		}
		if (message instanceof ToolResponseMessage response) {
			writer.list(response.getResponses(),
					(out, result) -> out.text(ordinal(result.id())).text(result.name()).text(result.responseData()));
		}
	}

	private void write(CanonicalWriter writer, ToolCall call) {
		writer.text(ordinal(call.id())).text(call.type()).text(call.name()).text(call.arguments());
	}

	private String ordinal(String toolCallId) {
		return this.ordinals.computeIfAbsent(toolCallId, (id) -> Integer.toString(this.ordinals.size()));
	}

	private static void write(CanonicalWriter writer, Media media) {
		writer.text(media.getMimeType().toString());
		switch (media.getData()) {
			case byte[] bytes -> writer.bytes(bytes);
			case String text -> writer.text(text);
			case URI uri -> writer.text(uri.toString());
			case URL url -> writer.text(url.toExternalForm());
			default -> throw new UnreadableCallException("media");
		}
	}

}

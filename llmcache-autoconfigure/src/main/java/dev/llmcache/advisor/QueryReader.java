package dev.llmcache.advisor;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import dev.llmcache.CacheQuery;
import dev.llmcache.CacheScope;
import dev.llmcache.CallTraits;
import dev.llmcache.Owner;
import dev.llmcache.ScopePart;
import dev.llmcache.key.CanonicalWriter;
import dev.llmcache.key.Keyring;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.content.Media;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Reads a request: what a policy has to know of it, the question, and as the scope
 * everything else that may change the answer.
 */
final class QueryReader {

	private final CallSettings settings;

	private final OwnerReader owners;

	private final Keyring keyring;

	QueryReader(CallSettings settings, Keyring keyring) {
		this.settings = settings;
		this.owners = new OwnerReader(settings.singleTenant(), settings.tenantResolver());
		this.keyring = keyring;
	}

	CallTraits traits(ChatClientRequest request) {
		UserMessage question = question(request);
		String text = (question != null) ? Objects.requireNonNullElse(question.getText(), "") : "";
		return new CallTraits(this.owners.read(request), text.isBlank() ? 0 : text.length(),
				question != null && !question.getMedia().isEmpty(), !tools(request).isEmpty());
	}

	CacheQuery query(ChatClientRequest request, Owner owner) {
		UserMessage question = Objects.requireNonNull(question(request));
		String text = Objects.requireNonNullElse(question.getText(), "");
		return new CacheQuery(text, this.keyring.keysOf(scope(request, owner, question.getMedia()), text));
	}

	private CacheScope scope(ChatClientRequest request, Owner owner, List<Media> media) {
		List<Message> messages = request.prompt().getInstructions();
		List<Message> before = messages.subList(0, messages.size() - 1);
		ChatOptions options = request.prompt().getOptions();
		return new CacheScope(List.of(new ScopePart("namespace", form(this.settings.namespace())),
				new ScopePart("version", form(this.settings.version())), new ScopePart("owner", ownerForm(owner)),
				new ScopePart("model", form((options != null) ? options.getModel() : null)),
				new ScopePart("options", OptionsReader.read(options)),
				new ScopePart("system", MessagesReader.read(only(before, true))),
				new ScopePart("history", MessagesReader.read(only(before, false))),
				new ScopePart("media", MessagesReader.readMedia(media)), new ScopePart("tools", toolsForm(request)),
				new ScopePart("output", ParametersReader.readOutput(request.context())),
				new ScopePart("parameters", ParametersReader.readOthers(request.context()))));
	}

	private static @Nullable UserMessage question(ChatClientRequest request) {
		List<Message> messages = request.prompt().getInstructions();
		return (!messages.isEmpty() && messages.getLast() instanceof UserMessage user) ? user : null;
	}

	private static List<Message> only(List<Message> messages, boolean system) {
		return messages.stream()
			.filter((message) -> (message.getMessageType() == MessageType.SYSTEM) == system)
			.toList();
	}

	private static List<ToolCallback> tools(ChatClientRequest request) {
		return (request.prompt().getOptions() instanceof ToolCallingChatOptions options
				&& options.getToolCallbacks() != null) ? options.getToolCallbacks() : List.of();
	}

	private static byte[] toolsForm(ChatClientRequest request) {
		List<ToolDefinition> tools = tools(request).stream()
			.map(ToolCallback::getToolDefinition)
			.sorted(Comparator.comparing(ToolDefinition::name))
			.toList();
		return new CanonicalWriter()
			.list(tools, (writer, tool) -> writer.text(tool.name()).text(tool.description()).text(tool.inputSchema()))
			.toByteArray();
	}

	private static byte[] ownerForm(Owner owner) {
		return switch (owner) {
			case Owner.Application() -> new CanonicalWriter().text("application").toByteArray();
			case Owner.Tenant(String id) -> new CanonicalWriter().text("tenant").text(id).toByteArray();
		};
	}

	private static byte[] form(@Nullable String text) {
		return new CanonicalWriter().text(text).toByteArray();
	}

}

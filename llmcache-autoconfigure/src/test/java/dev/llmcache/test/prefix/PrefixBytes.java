package dev.llmcache.test.prefix;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

/**
 * Process that sends one request with tools from collections that have another order in
 * each process, without the prefix layer and with it, and prints a digest of both
 * prefixes as they went over the wire.
 */
public final class PrefixBytes {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Set<String> NAMES = Set.of("find_order", "cancel_order", "track_parcel", "refund",
			"find_article", "opening_hours");

	private PrefixBytes() {
	}

	public static void main(String[] arguments) {
		System.out.println(digest(false) + " " + digest(true));
	}

	private static String digest(boolean layered) {
		try (OpenAiPrefixServer server = new OpenAiPrefixServer(new BlockCache(16, 1_000))) {
			ChatClient.Builder builder = ChatClient.builder(server.chatModel());
			(layered ? builder.defaultAdvisors(new PrefixFixture().advisor()) : builder).build()
				.prompt()
				.system("You are the support desk of a web shop.")
				.user("Where is my order?")
				.tools(tools().toArray())
				.call()
				.content();
			JsonNode request = server.requests().getFirst();
			String prefix = request.path("tools") + request.path("messages").path(0).toString();
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(prefix.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<ToolCallback> tools() {
		return NAMES.stream().map(PrefixBytes::tool).toList();
	}

	private static ToolCallback tool(String name) {
		Map<String, Object> schema = Map.of("type", "object", "properties",
				Map.of("order", Map.of("type", "string", "description", "Number of the order"), "language",
						Map.of("type", "string", "enum", List.of("en", "de")), "limit",
						Map.of("type", "integer", "minimum", 1)),
				"required", Set.of("order", "language"), "additionalProperties", false);
		return FunctionToolCallback.builder(name, (String input) -> "done")
			.description("Does what its name says: " + name)
			.inputType(String.class)
			.inputSchema(MAPPER.writeValueAsString(schema))
			.build();
	}

}

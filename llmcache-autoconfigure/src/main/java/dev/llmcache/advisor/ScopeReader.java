package dev.llmcache.advisor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.llmcache.CacheScope;
import dev.llmcache.Owner;
import dev.llmcache.ScopePart;
import dev.llmcache.key.CanonicalWriter;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.policy.ScopeSettings;
import dev.llmcache.policy.WriteSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.content.Media;

/**
 * Reads everything but the question that may change an answer.
 * <p>
 * Policy and client are part of it: a policy may leave out what another counts, and two
 * clients may differ in what cannot be seen in a call, such as the server of the model or
 * the store of their documents.
 */
final class ScopeReader {

	private static final byte[] UNSHAPED = {};

	private final CallSettings settings;

	private final InstantSource clock;

	ScopeReader(CallSettings settings, InstantSource clock) {
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * What of the form of a prompt may change its answer.
	 * @param call the call
	 * @return canonical form, empty where there is nothing
	 */
	byte[] shapeOf(CallParts call) {
		return (this.settings.shaper() != null) ? this.settings.shaper().scopeOf(call.request().context()) : UNSHAPED;
	}

	CacheScope read(CallParts call, Owner owner, PolicySettings policy, InnerAdvisors advisors, byte[] shape) {
		String model = (call.options() != null) ? call.options().getModel() : null;
		List<Media> media = (call.question() != null) ? call.question().getMedia() : List.of();
		List<ScopePart> parts = new ArrayList<>(List.of(part("namespace", this.settings.namespace()), new ScopePart(
				"version",
				new CanonicalWriter().text(this.settings.version()).text(policy.freshness().version()).toByteArray()),
				part("policy", policy.name()),
				part("client", LlmCacheParams.text(call.request().context(), LlmCacheParams.CLIENT)),
				new ScopePart("owner", form(owner)), part("model", model),
				new ScopePart("options", OptionsReader.read(call.options())),
				new ScopePart("system", MessagesReader.read(normalized(call.system(), policy.scope()))),
				new ScopePart("history",
						new CanonicalWriter().bytes(MessagesReader.read(call.before()))
							.bytes(MessagesReader.read(call.after()))
							.toByteArray()),
				new ScopePart("media", MessagesReader.readMedia(media)),
				new ScopePart("tools", ToolsReader.read(call.request().prompt())),
				new ScopePart("output", ParametersReader.readOutput(call.request().context())),
				new ScopePart("advisors", advisors.form()),
				new ScopePart("parameters", parameters(call, policy, advisors))));
		// Only where there is one, so that the keys of all others stay
		if (shape.length > 0) {
			parts.add(new ScopePart("prefix", shape));
		}
		if (policy.guardsWrites()) {
			parts.add(new ScopePart("writes", form(policy.writes())));
		}
		return new CacheScope(parts);
	}

	private static byte[] parameters(CallParts call, PolicySettings policy, InnerAdvisors advisors) {
		// Where nothing is left to act on them, what they did is in the prompt already
		if (policy.placement() == Placement.MODEL_CALL && advisors.advisors().isEmpty()) {
			return new byte[0];
		}
		Set<String> ignored = policy.scope().ignoredParameters();
		byte[] others = ParametersReader.readOthers(call.request().context(), ignored);
		return advisors.haveUnknown(Set.of()) ? new CanonicalWriter().bytes(others)
			.text(LlmCacheParams.text(call.request().context(), ChatMemory.CONVERSATION_ID))
			.toByteArray() : others;
	}

	private List<Message> normalized(List<Message> system, ScopeSettings scope) {
		if (scope.volatileText().isEmpty()) {
			return system;
		}
		List<Message> normal = new ArrayList<>(system.size());
		for (Message message : system) {
			normal.add(new SystemMessage(
					scope.normalize(Objects.requireNonNullElse(message.getText(), ""), this.clock.millis())));
		}
		return normal;
	}

	private static byte[] form(Owner owner) {
		CanonicalWriter writer = new CanonicalWriter();
		switch (owner) {
			case Owner.Everyone() -> writer.text("everyone");
			case Owner.Application() -> writer.text("application");
			case Owner.Tenant(String id) -> writer.text("tenant").text(id);
			case Owner.User(String tenant, String id) -> writer.text("user").text(tenant).text(id);
		}
		return writer.toByteArray();
	}

	private static byte[] form(WriteSettings writes) {
		CanonicalWriter writer = new CanonicalWriter();
		return switch (writes.publicWrites()) {
			case ANYONE -> writer.text("anyone").toByteArray();
			case TRUSTED -> writer.text("trusted").toByteArray();
			case CONFIRMED -> writer.text("confirmed").text(Integer.toString(writes.confirmations())).toByteArray();
		};
	}

	private static ScopePart part(String name, @Nullable String text) {
		return new ScopePart(name, new CanonicalWriter().text(text).toByteArray());
	}

}

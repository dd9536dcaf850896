package dev.llmcache.advisor;

import java.lang.reflect.InaccessibleObjectException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Owner;
import dev.llmcache.policy.PolicySettings;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientAttributes;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * All that the scope of a plain call follows from, as values that cannot be changed. Two
 * calls with equal values have the same scope.
 * <p>
 * Plain is a question with nothing said before it, no media, no tools, no advisor
 * parameters of its own, and options that are text, numbers and the like.
 */
final class ScopeInputs {

	private final List<@Nullable Object> values = new ArrayList<>(48);

	private boolean complete = true;

	private ScopeInputs() {
	}

	/**
	 * Collects the values of a call.
	 * @param call the call
	 * @param owner who shares its answer
	 * @param policy its policy
	 * @param advisors advisors further in
	 * @param shape what of the prompt's form may change the answer
	 * @return the values, or null if the call is not plain
	 */
	static @Nullable List<@Nullable Object> of(CallParts call, Owner owner, PolicySettings policy,
			InnerAdvisors advisors, byte[] shape) {
		if (!call.isQuestionOnly() || !policy.scope().volatileText().isEmpty()) {
			return null;
		}
		Map<String, @Nullable Object> context = call.request().context();
		ScopeInputs inputs = new ScopeInputs();
		inputs.values.add(policy.name());
		inputs.values.add(policy.freshness().version());
		inputs.values.add(policy.guardsWrites() ? policy.writes() : null);
		inputs.values.add(policy.placement());
		inputs.values.add(owner);
		inputs.values.add(LlmCacheParams.text(context, LlmCacheParams.CLIENT));
		inputs.values.add(ByteBuffer.wrap(shape));
		inputs.addSystem(call.system());
		inputs.addAdvisors(advisors.advisors());
		inputs.addContext(context);
		inputs.addOptions(call.options());
		return inputs.complete ? inputs.values : null;
	}

	private void addSystem(List<Message> system) {
		this.values.add(system.size());
		for (Message message : system) {
			this.complete &= message.getClass() == SystemMessage.class;
			this.values.add(message.getText());
		}
	}

	private void addAdvisors(List<Advisor> advisors) {
		this.values.add(advisors.size());
		for (Advisor advisor : advisors) {
			this.values.add(advisor.getClass());
			this.values.add(advisor.getName());
		}
	}

	private void addContext(Map<String, @Nullable Object> context) {
		for (ChatClientAttributes attribute : ParametersReader.OUTPUT) {
			add(context.get(attribute.getKey()));
		}
		for (String name : context.keySet()) {
			this.complete &= ParametersReader.isFrameworks(name);
		}
	}

	private void addOptions(@Nullable ChatOptions options) {
		this.values.add((options != null) ? options.getClass() : null);
		try {
			OptionsReader.forEach(options, this::add);
		}
		catch (IllegalAccessException | InaccessibleObjectException ex) {
			this.complete = false;
		}
	}

	private void add(@Nullable Object value) {
		switch (value) {
			case null -> this.values.add(null);
			case String text -> this.values.add(text);
			case Boolean truth -> this.values.add(truth);
			case Enum<?> constant -> this.values.add(constant);
			case Integer number -> this.values.add(number);
			case Long number -> this.values.add(number);
			case Double number -> this.values.add(number);
			case Float number -> this.values.add(number);
			case Map<?, ?> map when map.isEmpty() -> this.values.add(Map.class);
			case Set<?> set when set.isEmpty() -> this.values.add(Set.class);
			case Collection<?> collection when collection.isEmpty() -> this.values.add(Collection.class);
			default -> this.complete = false;
		}
	}

}

package dev.llmcache.benchmarks.speed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * The least that whoever finds an answer by all that it depends on has to do: write the
 * options, put them and the messages under a keyed digest, and look that up. It returns
 * nothing that a caller could use.
 */
@State(Scope.Benchmark)
public class LeastWork {

	private static final String ALGORITHM = "HmacSHA256";

	private final JsonMapper mapper = JsonMapper.builder()
		.changeDefaultPropertyInclusion((all) -> all.withValueInclusion(Include.NON_NULL))
		.build();

	private final Mac mac = mac();

	private final Prompt prompt = prompt();

	private final Cache<ByteBuffer, Object> cache = Caffeine.newBuilder().maximumSize(1_000).build();

	public LeastWork() {
		this.cache.put(key(), this.prompt);
	}

	@Nullable Object doIt() {
		return this.cache.getIfPresent(key());
	}

	private ByteBuffer key() {
		ChatOptions options = this.prompt.getOptions();
		this.mac.update(this.mapper.writeValueAsBytes(options));
		List<Message> messages = this.prompt.getInstructions();
		for (Message message : messages) {
			String text = message.getText();
			this.mac.update((text != null) ? text.getBytes(StandardCharsets.UTF_8) : new byte[0]);
		}
		return ByteBuffer.wrap(this.mac.doFinal());
	}

	private static Prompt prompt() {
		try (CachedClient application = new CachedClient()) {
			return AdvisedCall.of(application.client).request().prompt();
		}
	}

	private static Mac mac() {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(new byte[32], ALGORITHM));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package dev.llmcache.advisor;

import java.util.Map;
import java.util.Set;

import dev.llmcache.Provenance;
import dev.llmcache.key.Keyring;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Tells where the answer to a call comes from.
 */
final class ProvenanceReader {

	/** Parts of the scope that are told in the clear. */
	private static final Set<String> CLEAR = Set.of("namespace", "version", "policy", "client", "owner", "model");

	private final Keyring keyring;

	private final CallSettings settings;

	ProvenanceReader(Keyring keyring, CallSettings settings) {
		this.keyring = keyring;
		this.settings = settings;
	}

	Provenance of(PlannedCall.Cached call) {
		return of(call, this.keyring.currentId());
	}

	/**
	 * Provenance with the digests of a secret.
	 * @param call the call
	 * @param secretId id of the secret
	 * @return the provenance
	 */
	Provenance of(PlannedCall.Cached call, int secretId) {
		ChatOptions options = call.request().prompt().getOptions();
		Map<String, String> digests = this.keyring.digestsOf(call.scope(), secretId);
		digests.keySet().removeAll(CLEAR);
		return new Provenance(this.settings.namespace(), this.settings.version(), call.policy().name(),
				call.policy().freshness().version(),
				LlmCacheParams.text(call.request().context(), LlmCacheParams.CLIENT),
				(options != null) ? options.getModel() : null, call.plan().owner(), digests);
	}

}

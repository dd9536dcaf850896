package dev.llmcache.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.llmcache.LlmCached;
import dev.llmcache.transfer.CacheTransfer;
import dev.llmcache.transfer.TransferReceipt;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The Java of docs/warm-up.md, compiled and run.
 */
@Configuration(proxyBeanMethods = false)
class WarmUpSnippets {

	@Bean
	@LlmCached
	ChatClient faq(ChatClient.Builder builder) {
		return builder.build();
	}

	static void exportTo(Path file, CacheTransfer transfer) throws IOException {
		try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
			transfer.exportTo(out);
		}
	}

	static TransferReceipt importFrom(Path file, CacheTransfer transfer) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return transfer.importFrom(in, (progress) -> System.out.println(progress.entries() + " lines"));
		}
	}

}

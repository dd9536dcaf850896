package dev.llmcache.autoconfigure;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Compression of what is stored outside the memory of this process.
 *
 * @param enabled Whether large questions and answers are compressed before they are
 * stored. What is compressed is read either way.
 * @param minSize Size from which on a question with its answer is compressed.
 */
public record CompressionProperties(@DefaultValue("true") boolean enabled, @DefaultValue("4KB") DataSize minSize) {

}

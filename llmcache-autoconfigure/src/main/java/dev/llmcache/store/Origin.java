package dev.llmcache.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.CacheQuery;
import dev.llmcache.Fingerprint;
import dev.llmcache.Owner;
import dev.llmcache.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is stored with so that it can be stored elsewhere: its place and its
 * provenance.
 *
 * @param scope fingerprint of its scope
 * @param variant which of several answers to its question it is, from 0
 * @param embeddingModel the vector space of its question, or null where it has no vector
 * @param provenance where it comes from
 */
public record Origin(Fingerprint scope, int variant, @Nullable String embeddingModel, Provenance provenance) {

	private static final byte EVERYONE = 0;

	private static final byte APPLICATION = 1;

	private static final byte TENANT = 2;

	private static final byte USER = 3;

	private static final byte TENANTS_USER = 4;

	/**
	 * Origin of the answer to a query.
	 * @param query the query
	 * @param embeddingModel the vector space of its question, or null
	 * @param provenance where the answer comes from
	 * @return the origin
	 */
	public static Origin of(CacheQuery query, @Nullable String embeddingModel, Provenance provenance) {
		return new Origin(query.key().scope(), query.variant(), embeddingModel, provenance);
	}

	/**
	 * Writes the origin.
	 * @return the bytes
	 * @throws IllegalArgumentException if a name in it has more than 65,535 bytes
	 */
	byte[] encode() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.write(this.scope.bytes());
			out.writeShort(this.variant);
			writeNullable(out, this.embeddingModel);
			out.writeUTF(this.provenance.namespace());
			out.writeUTF(this.provenance.version());
			out.writeUTF(this.provenance.policy());
			out.writeUTF(this.provenance.policyVersion());
			writeNullable(out, this.provenance.client());
			writeNullable(out, this.provenance.model());
			writeOwner(out, this.provenance.owner());
			out.writeByte(this.provenance.parts().size());
			for (Map.Entry<String, String> part : this.provenance.parts().entrySet()) {
				out.writeUTF(part.getKey());
				byte[] digest = HexFormat.of().parseHex(part.getValue());
				out.writeByte(digest.length);
				out.write(digest);
			}
		}
		// Quotes the text
		catch (IOException ex) {
			throw new IllegalArgumentException("A name in an origin is too long");
		}
		return bytes.toByteArray();
	}

	private static void writeNullable(DataOutputStream out, @Nullable String text) throws IOException {
		out.writeBoolean(text != null);
		if (text != null) {
			out.writeUTF(text);
		}
	}

	private static void writeOwner(DataOutputStream out, Owner owner) throws IOException {
		switch (owner) {
			case Owner.Everyone everyone -> out.writeByte(EVERYONE);
			case Owner.Application application -> out.writeByte(APPLICATION);
			case Owner.Tenant(String id) -> {
				out.writeByte(TENANT);
				out.writeUTF(id);
			}
			case Owner.User(String tenant, String id) -> {
				out.writeByte((tenant != null) ? TENANTS_USER : USER);
				if (tenant != null) {
					out.writeUTF(tenant);
				}
				out.writeUTF(id);
			}
		}
	}

	/**
	 * Reads an origin.
	 * @param bytes what {@link #encode} wrote
	 * @return the origin, or null when the bytes are none
	 */
	static @Nullable Origin decode(byte[] bytes) {
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
			Fingerprint scope = Fingerprint.of(in.readNBytes(Fingerprint.LENGTH));
			int variant = in.readUnsignedShort();
			String embeddingModel = readNullable(in);
			Provenance provenance = new Provenance(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(),
					readNullable(in), readNullable(in), readOwner(in), readParts(in));
			return new Origin(scope, variant, embeddingModel, provenance);
		}
		// The bytes may be anybody's
		catch (IOException | IllegalArgumentException ex) {
			return null;
		}
	}

	private static @Nullable String readNullable(DataInputStream in) throws IOException {
		return in.readBoolean() ? in.readUTF() : null;
	}

	private static Owner readOwner(DataInputStream in) throws IOException {
		return switch (in.readByte()) {
			case EVERYONE -> new Owner.Everyone();
			case APPLICATION -> new Owner.Application();
			case TENANT -> new Owner.Tenant(in.readUTF());
			case USER -> new Owner.User(null, in.readUTF());
			case TENANTS_USER -> new Owner.User(in.readUTF(), in.readUTF());
			default -> throw new IOException("No such owner");
		};
	}

	private static Map<String, String> readParts(DataInputStream in) throws IOException {
		Map<String, String> parts = new LinkedHashMap<>();
		int count = in.readUnsignedByte();
		for (int i = 0; i < count; i++) {
			String name = in.readUTF();
			parts.put(name, HexFormat.of().formatHex(in.readNBytes(in.readUnsignedByte())));
		}
		return parts;
	}

	@Override
	public String toString() {
		return "Origin[scope=%s]".formatted(this.scope);
	}

}

package dev.llmcache.provider;

import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What a server sends back for one request.
 *
 * @param status the HTTP status
 * @param mediaType the media type
 * @param frames the body, in the pieces in which it is sent
 * @param dropped whether the connection breaks after the last piece
 */
record Reply(int status, String mediaType, List<String> frames, boolean dropped) {

	static Reply json(int status, JsonNode body) {
		return new Reply(status, "application/json", List.of(body.toString()), false);
	}

	static Reply stream(String mediaType, List<String> frames) {
		return new Reply(200, mediaType, frames, false);
	}

	/** The same, with a connection that breaks in the middle. */
	Reply droppedInTheMiddle() {
		return new Reply(this.status, this.mediaType, firstHalf(), true);
	}

	/** The same, ended in the middle as if it were whole. */
	Reply endedInTheMiddle() {
		return new Reply(this.status, this.mediaType, firstHalf(), false);
	}

	Reply followedBy(String frame) {
		return new Reply(this.status, this.mediaType, Stream.concat(this.frames.stream(), Stream.of(frame)).toList(),
				this.dropped);
	}

	private List<String> firstHalf() {
		return this.frames.subList(0, this.frames.size() / 2);
	}

}

package dev.llmcache.benchmarks.canary.scan;

import java.util.Arrays;

/**
 * Canary in one of its forms.
 *
 * @param canary which one
 * @param form name of the form
 * @param bytes what is searched for
 */
record Pattern(Canary canary, String form, byte[] bytes) {

	boolean isAt(byte[] text, int start, int end) {
		return end - start >= this.bytes.length
				&& Arrays.equals(text, start, start + this.bytes.length, this.bytes, 0, this.bytes.length);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Pattern(Canary otherCanary, String otherForm, byte[] ignored)
				&& this.canary.equals(otherCanary) && this.form.equals(otherForm);
	}

	@Override
	public int hashCode() {
		return 31 * this.canary.hashCode() + this.form.hashCode();
	}

}

package dev.llmcache.test.servers;

import java.util.Map;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * Certificate of a server on this machine, which an authority of its own has issued.
 *
 * @param bundle what was issued
 */
public record TestCertificate(X509Bundle bundle) {

	static final String CERTIFICATE = "server.pem";

	static final String KEY = "server-key.pem";

	static final String AUTHORITY = "authority.pem";

	/**
	 * Issue a certificate.
	 */
	public static TestCertificate issue() {
		try {
			X509Bundle authority = new CertificateBuilder().ecp256()
				.subject("CN=Authority of a test")
				.setIsCertificateAuthority(true)
				.buildSelfSigned();
			return new TestCertificate(new CertificateBuilder().ecp256()
				.subject("CN=localhost")
				.addSanDnsName("localhost")
				.addSanIpAddress("127.0.0.1")
				.buildIssuedBy(authority));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the authority's certificate, in PEM.
	 */
	public String authority() {
		return this.bundle.getRootCertificatePEM();
	}

	StartFiles files() {
		return new StartFiles(Map.of(CERTIFICATE, this.bundle.getCertificatePathPEM(), KEY,
				this.bundle.getPrivateKeyPEM(), AUTHORITY, authority()));
	}

}

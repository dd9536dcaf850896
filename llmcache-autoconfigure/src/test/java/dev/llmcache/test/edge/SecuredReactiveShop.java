package dev.llmcache.test.edge;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application in WebFlux, behind Spring Security.
 */
@RestController
@EnableAutoConfiguration(exclude = TomcatReactiveWebServerAutoConfiguration.class)
@Import({ EdgeApplication.Clients.class, ReactiveTraps.class })
class SecuredReactiveShop extends ReactiveShop {

	SecuredReactiveShop(@Qualifier("publicClient") ChatClient everyone, @Qualifier("tenantClient") ChatClient tenant,
			@Qualifier("plainClient") ChatClient plain, @Qualifier("unwitnessedClient") ChatClient unwitnessed) {
		super(everyone, tenant, plain, unwitnessed);
	}

	@Bean
	static SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
		return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
			.httpBasic(Customizer.withDefaults())
			.csrf(CsrfSpec::disable)
			.build();
	}

	@Bean
	static MapReactiveUserDetailsService users() {
		return new MapReactiveUserDetailsService(User.withUsername("ada").password("{noop}lovelace").build());
	}

}

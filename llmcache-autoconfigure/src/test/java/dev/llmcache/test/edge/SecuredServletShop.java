package dev.llmcache.test.edge;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application in Spring MVC, behind Spring Security.
 */
@RestController
@EnableAutoConfiguration
@Import({ EdgeApplication.Clients.class, ServletTraps.class })
class SecuredServletShop extends ServletShop {

	SecuredServletShop(@Qualifier("publicClient") ChatClient everyone, @Qualifier("tenantClient") ChatClient tenant,
			@Qualifier("plainClient") ChatClient plain, @Qualifier("unwitnessedClient") ChatClient unwitnessed) {
		super(everyone, tenant, plain, unwitnessed);
	}

	@Bean
	static SecurityFilterChain securityFilterChain(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.httpBasic(Customizer.withDefaults())
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	@Bean
	static UserDetailsService users() {
		return new InMemoryUserDetailsManager(User.withUsername("ada").password("{noop}lovelace").build());
	}

}

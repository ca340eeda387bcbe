package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The user where somebody has signed in, else the address. Other services of the suite
 * are not limited: whoever made them call has been.
 */
class SignedInOrAddress implements ClientResolver {

    private static final String SERVICE = "ROLE_SERVICE";

    private final ClientResolver others;

    SignedInOrAddress(ClientResolver others) {
        this.others = others;
    }

    @Override
    public @Nullable Client resolve(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken)) {
            return isService(caller) ? null : Client.user(caller.getName());
        }
        return this.others.resolve(request);
    }

    private static boolean isService(Authentication caller) {
        for (GrantedAuthority authority : caller.getAuthorities()) {
            if (SERVICE.equals(authority.getAuthority())) {
                return true;
            }
        }
        return false;
    }

}

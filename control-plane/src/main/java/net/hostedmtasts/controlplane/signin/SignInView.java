package net.hostedmtasts.controlplane.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in page offers.
 *
 * @param methods {@code token}, and {@code oidc} where a provider is set up
 * @param oidcName what the provider is called
 * @param oidcUrl where the sign-in with the provider begins
 */
public record SignInView(
    List<String> methods, @Nullable String oidcName, @Nullable String oidcUrl) {}

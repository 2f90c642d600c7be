package net.hostedmtasts.controlplane.signin;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A provider that is switched on needs all that a sign-in needs, and the same at all instances. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CompleteProvider.Rule.class)
public @interface CompleteProvider {
  /** Shown at start. */
  String message() default
      "sign-in.oidc.enabled needs sign-in.oidc.issuer, sign-in.oidc.client-id, and a"
          + " sign-in.oidc.client-secret of at least 32 characters or a sign-in.oidc.state-secret";

  /** Unused; Bean Validation asks for it. */
  Class<?>[] groups() default {};

  /** Unused; Bean Validation asks for it. */
  Class<? extends Payload>[] payload() default {};

  /** Looks at what belongs together. */
  final class Rule implements ConstraintValidator<CompleteProvider, OidcSettings> {
    private static final int LONG_ENOUGH = 32;

    @Override
    public boolean isValid(OidcSettings settings, ConstraintValidatorContext context) {
      return !settings.enabled()
          || (settings.issuer().isPresent()
              && settings.clientId().isPresent()
              && (settings.stateSecret().isPresent()
                  || settings
                      .clientSecret()
                      .filter(secret -> secret.length() >= LONG_ENOUGH)
                      .isPresent()));
    }
  }
}

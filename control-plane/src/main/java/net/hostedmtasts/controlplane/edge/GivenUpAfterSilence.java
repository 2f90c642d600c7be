package net.hostedmtasts.controlplane.edge;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An edge is given up after it has fallen silent: before that, changes wait for it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = GivenUpAfterSilence.Rule.class)
public @interface GivenUpAfterSilence {
  /** Shown at start. */
  String message() default
      "edges.given-up-after must not be shorter than edges.silent-after:"
          + " an edge would be given up while changes still wait for it";

  /** Unused; Bean Validation asks for it. */
  Class<?>[] groups() default {};

  /** Unused; Bean Validation asks for it. */
  Class<? extends Payload>[] payload() default {};

  /** Compares the two settings. */
  final class Rule implements ConstraintValidator<GivenUpAfterSilence, EdgeSettings> {
    @Override
    public boolean isValid(EdgeSettings settings, ConstraintValidatorContext context) {
      return settings.givenUpAfter().compareTo(settings.silentAfter()) >= 0;
    }
  }
}

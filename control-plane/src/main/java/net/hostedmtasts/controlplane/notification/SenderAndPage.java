package net.hostedmtasts.controlplane.notification;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A mail without a sender is refused, and one that leads nowhere cannot be ended. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SenderAndPage.Rule.class)
public @interface SenderAndPage {
  /** Shown at start. */
  String message() default
      "notifications.smtp-host needs notifications.from and notifications.page-address";

  /** Unused; Bean Validation asks for it. */
  Class<?>[] groups() default {};

  /** Unused; Bean Validation asks for it. */
  Class<? extends Payload>[] payload() default {};

  /** Looks at the three settings. */
  final class Rule implements ConstraintValidator<SenderAndPage, NotificationSettings> {
    @Override
    public boolean isValid(NotificationSettings settings, ConstraintValidatorContext context) {
      return settings.smtpHost().isEmpty()
          || (settings.from().isPresent() && settings.pageAddress().isPresent());
    }
  }
}

package net.hostedmtasts.controlplane.topic;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record cannot be in more copies than there are: every send would be refused by the brokers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EnoughReplicas.Rule.class)
public @interface EnoughReplicas {
  /** Shown at start. */
  String message() default
      "topics.min-insync-replicas must not be more than topics.replication-factor:"
          + " no record would ever count as sent";

  /** Unused; Bean Validation asks for it. */
  Class<?>[] groups() default {};

  /** Unused; Bean Validation asks for it. */
  Class<? extends Payload>[] payload() default {};

  /** Compares the two settings. */
  final class Rule implements ConstraintValidator<EnoughReplicas, TopicSettings> {
    @Override
    public boolean isValid(TopicSettings settings, ConstraintValidatorContext context) {
      return settings.minInsyncReplicas() <= settings.replicationFactor();
    }
  }
}

package net.hostedmtasts.controlplane.border;

import java.util.function.Function;

/**
 * A value that is a text in JSON, in a path, a query or a header. A feature offers those of its own
 * types as beans ({@code @Produces @Singleton TextType<X>}); what they refuse becomes a problem
 * that names the field.
 *
 * @param parse throws {@link net.hostedmtasts.controlplane.policy.InvalidValue} for a text that is
 *     not a value
 */
public record TextType<T>(Class<T> type, Function<String, T> parse, Function<T, String> text) {}

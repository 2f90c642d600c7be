package net.hostedmtasts.controlplane.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a domain publishes before it moves in: its TXT records and the policy that somebody else
 * serves for it. Senders may hold that policy for its whole max_age, whatever is published next.
 *
 * @param texts all TXT records at {@code _mta-sts.<domain>}, the strings of each joined
 * @param record the one that counts (RFC 8461, section 3.1)
 * @param policy as it is served; also without a record it may be held by senders that found one
 *     earlier
 * @param faults why senders would not find or not take it at present; none: it works
 */
public record ExistingPolicy(
    List<String> texts,
    Optional<MtaStsRecord> record,
    Optional<SeenPolicy> policy,
    List<Fault> faults) {
  private static final Pattern BEGINNING = Pattern.compile("(?s)v=STSv1[ \\t]*;.*");

  /** Why a published policy does not work. */
  public enum Kind {
    NO_RECORD,
    /** Several records are as good as none. */
    SEVERAL_RECORDS,
    INVALID_RECORD,
    /** Nothing could be fetched. */
    NO_POLICY,
    INVALID_POLICY
  }

  /** One fault; the detail is for people. */
  public record Fault(Kind kind, String detail) {}

  public ExistingPolicy {
    texts = List.copyOf(texts);
    faults = List.copyOf(faults);
  }

  /**
   * Reads what was found.
   *
   * @param body what the policy host answered with status 200; empty where it did not
   */
  public static ExistingPolicy read(List<String> texts, Optional<byte[]> body) {
    List<Fault> faults = new ArrayList<>();
    Optional<MtaStsRecord> record = record(texts, faults);
    return new ExistingPolicy(texts, record, policy(body, faults), faults);
  }

  /** Whether senders find it and take it. */
  public boolean works() {
    return faults.isEmpty();
  }

  /** How long senders may go on enforcing it; zero where it refuses nobody's mail. */
  public Duration enforcedFor() {
    return policy
        .filter(seen -> seen.mode() == Mode.ENFORCE)
        .map(seen -> Duration.ofSeconds(seen.maxAge()))
        .orElse(Duration.ZERO);
  }

  /**
   * Whether the domain may begin here with {@code enforce}: it enforces already, with a policy that
   * works and covers every live MX host.
   */
  public boolean enforcesFor(Collection<DomainName> liveMx) {
    return works()
        && !liveMx.isEmpty()
        && policy
            .filter(seen -> seen.mode() == Mode.ENFORCE)
            .filter(seen -> liveMx.stream().allMatch(seen::covers))
            .isPresent();
  }

  /** The longest max_age of ours that is not above its own; at least a day. */
  public Optional<MaxAge> maxAge() {
    return policy.map(
        seen ->
            Arrays.stream(MaxAge.values())
                .filter(choice -> choice.seconds() <= seen.maxAge())
                .reduce(MaxAge.ONE_DAY, (shorter, longer) -> longer));
  }

  private static Optional<MtaStsRecord> record(List<String> texts, List<Fault> faults) {
    List<String> meant = texts.stream().filter(ExistingPolicy::meant).toList();
    if (meant.size() != 1) {
      faults.add(
          meant.isEmpty()
              ? new Fault(Kind.NO_RECORD, "There is no TXT record that begins with v=STSv1;")
              : new Fault(Kind.SEVERAL_RECORDS, "There are " + meant.size() + " such TXT records"));
      return Optional.empty();
    }
    try {
      return Optional.of(MtaStsRecord.parse(meant.get(0)));
    } catch (InvalidValue invalid) {
      faults.add(new Fault(Kind.INVALID_RECORD, detail(invalid)));
      return Optional.empty();
    }
  }

  private static Optional<SeenPolicy> policy(Optional<byte[]> body, List<Fault> faults) {
    if (body.isEmpty()) {
      faults.add(new Fault(Kind.NO_POLICY, "The policy host answers with no policy"));
      return Optional.empty();
    }
    try {
      return Optional.of(PolicyDocument.parse(body.get()));
    } catch (InvalidValue invalid) {
      faults.add(new Fault(Kind.INVALID_POLICY, detail(invalid)));
      return Optional.empty();
    }
  }

  // Others at the name are discarded, not taken for a broken one (RFC 8461, section 3.1).
  private static boolean meant(String text) {
    return BEGINNING.matcher(text).matches();
  }

  private static String detail(InvalidValue invalid) {
    return String.valueOf(invalid.getMessage());
  }
}

package net.hostedmtasts.controlplane.delegation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.MtaStsRecord;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code RecordChanged}: what the service zone answers for one label (deploy/contract).
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelRecord(
    @JsonProperty("address_ttl") int addressTtl,
    @JsonProperty("caa") List<Caa> caa,
    @JsonProperty("caa_ttl") int caaTtl,
    @JsonProperty("mta_sts") @Nullable MtaSts mtaSts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One CAA record (RFC 8659, section 4.1). */
  public record Caa(int flags, String tag, String value) {}

  /** The TXT record, and the policy revision that its id belongs to. */
  public record MtaSts(
      String text,
      int ttl,
      @JsonProperty("policy_domain") String policyDomain,
      @JsonProperty("policy_revision") long policyRevision) {}

  /** The names exist, without an id yet: TXT answers NODATA. */
  public static LabelRecord withoutId(ZoneSettings zone, CaaIssue caa) {
    return new LabelRecord(zone.addressTtl(), issue(caa), zone.caaTtl(), null);
  }

  /** The same with the TXT record of {@code domain}. */
  public static LabelRecord withId(
      ZoneSettings zone, CaaIssue caa, PolicyDomain domain, PolicyId id, long policyRevision) {
    LabelRecord names = withoutId(zone, caa);
    return new LabelRecord(
        names.addressTtl,
        names.caa,
        names.caaTtl,
        new MtaSts(new MtaStsRecord(id).text(), zone.txtTtl(), domain.value(), policyRevision));
  }

  /** The same with the CAA records of today. */
  public LabelRecord withCaa(CaaIssue issue) {
    return new LabelRecord(addressTtl, issue(issue), caaTtl, mtaSts);
  }

  /** The same with the CAA records of {@code other} besides its own. */
  public LabelRecord withCaaOf(LabelRecord other) {
    List<Caa> both = Stream.concat(caa.stream(), other.caa.stream()).distinct().toList();
    return new LabelRecord(addressTtl, both, caaTtl, mtaSts);
  }

  /** Whether there is a CAA "issue" record of that value. */
  public boolean lets(String issue) {
    return caa.contains(new Caa(0, "issue", issue));
  }

  private static List<Caa> issue(CaaIssue issue) {
    return issue.values().stream().map(value -> new Caa(0, "issue", value)).toList();
  }

  /** Reads what {@link #body} wrote. */
  public static LabelRecord read(String body) {
    try {
      return JSON.readValue(body, LabelRecord.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As JSON, without revision and state. */
  public String body() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the label's TXT record is answered under this body. */
  public static boolean carriesId(String body) {
    try {
      return JSON.readTree(body).has("mta_sts");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

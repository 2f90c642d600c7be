package net.hostedmtasts.controlplane.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that happened to a domain.
 *
 * @param id grows from event to event of a tenant, and never changes
 * @param domain in A-labels; it may have been removed since
 * @param data what else is known, by type: the findings that tell of it; of a status also the one
 *     before
 */
public record Event(
    long id,
    Instant at,
    String domain,
    @Schema(implementation = EventType.class) String type,
    @JsonRawValue @Schema(type = SchemaType.OBJECT) String data) {}

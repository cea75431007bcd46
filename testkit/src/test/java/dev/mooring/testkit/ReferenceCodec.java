package dev.mooring.testkit;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import java.time.Duration;
import java.time.Instant;

/** The simplest correct codec, which shows that the contract can be kept; broken ones are made of it. */
public class ReferenceCodec implements SnapshotCodec {
    static final int VERSION = 1;

    public ReferenceCodec() {}

    @Override
    public String id() {
        return "reference";
    }

    @Override
    public byte[] encode(SessionSnapshot snapshot) {
        ReferenceWriter out = new ReferenceWriter();
        out.number(VERSION);
        out.text(snapshot.sessionId());
        out.number(snapshot.createdAt().toEpochMilli());
        out.number(snapshot.lastActivity().toEpochMilli());
        out.number(snapshot.generation());
        out.number(snapshot.checkpoint());
        out.number(snapshot.nextPositiveId());
        out.number(snapshot.nextNegativeId());
        out.number(snapshot.nextPeerId());
        out.number(snapshot.maxAge().toSeconds());
        out.number(snapshot.imports().size());
        snapshot.imports().forEach((id, entry) -> {
            out.number(id);
            out.number(entry.references());
            write(out, entry.value());
        });
        out.number(snapshot.exports().size());
        snapshot.exports().forEach((id, entry) -> {
            out.number(id);
            out.number(entry.references());
            write(out, entry.value());
        });
        out.members(snapshot.variables());
        out.number(snapshot.capabilities().size());
        snapshot.capabilities().forEach(out::text);
        return out.bytes();
    }

    private static void write(ReferenceWriter out, ImportValue value) {
        if (value instanceof ImportValue.Resolved resolved) {
            out.number(0);
            out.value(resolved.value());
        } else if (value instanceof ImportValue.Stub stub) {
            out.number(1);
            out.text(stub.reference());
        } else if (value instanceof ImportValue.Promise promise) {
            out.number(2);
            out.text(promise.reference());
        }
    }

    private static void write(ReferenceWriter out, ExportValue value) {
        if (value instanceof ExportValue.Resolved resolved) {
            out.number(0);
            out.value(resolved.value());
        } else if (value instanceof ExportValue.Stub stub) {
            out.number(1);
            out.text(stub.reference());
        } else if (value instanceof ExportValue.Promise promise) {
            out.number(promise.pulled() ? 4 : 2);
            out.text(promise.reference());
        } else if (value instanceof ExportValue.Rejected rejected) {
            out.number(3);
            out.value(rejected.value());
        }
    }

    @Override
    public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
        ReferenceReader in = new ReferenceReader(payload, limits);
        if (payload.length > limits.maxPayloadBytes()) {
            throw ReferenceReader.over("maxPayloadBytes");
        }
        try {
            long version = in.number();
            if (version > VERSION) {
                throw SnapshotFormatException.newerVersion(version, VERSION);
            }
            SessionSnapshot snapshot = read(in, limits);
            if (in.hasRemaining()) {
                throw new SnapshotFormatException("Bytes follow the snapshot");
            }
            return snapshot;
        } catch (IllegalArgumentException refused) {
            throw new SnapshotFormatException("A field is out of its range");
        }
    }

    private static SessionSnapshot read(ReferenceReader in, SnapshotLimits limits) throws SnapshotFormatException {
        String sessionId = in.text("maxSessionIdBytes", limits.maxSessionIdBytes(), true);
        SnapshotBuilder snapshot = SessionSnapshot.builder(sessionId, Instant.ofEpochMilli(in.number()))
                .lastActivity(Instant.ofEpochMilli(in.number()))
                .generation(in.number())
                .checkpoint(in.number())
                .nextPositiveId(in.number())
                .nextNegativeId(in.number())
                .nextPeerId(in.number())
                .maxAge(Duration.ofSeconds(in.number()));
        for (int count = in.count("maxTableEntries", limits.maxTableEntries()); count > 0; count--) {
            long id = in.number();
            long references = in.number();
            snapshot.importEntry(id, importValue(in), references);
        }
        for (int count = in.count("maxTableEntries", limits.maxTableEntries()); count > 0; count--) {
            long id = in.number();
            long references = in.number();
            snapshot.exportEntry(id, exportValue(in), references);
        }
        for (int count = in.count("maxVariables", limits.maxVariables()); count > 0; count--) {
            snapshot.variable(in.name(), in.value(1));
        }
        for (int count = in.count("maxCapabilities", limits.maxCapabilities()); count > 0; count--) {
            snapshot.capability(in.name());
        }
        return snapshot.build();
    }

    private static ImportValue importValue(ReferenceReader in) throws SnapshotFormatException {
        int kind = in.count("kinds", 2);
        return switch (kind) {
            case 0 -> new ImportValue.Resolved(in.value(1));
            case 1 -> new ImportValue.Stub(in.reference());
            default -> new ImportValue.Promise(in.reference());
        };
    }

    private static ExportValue exportValue(ReferenceReader in) throws SnapshotFormatException {
        int kind = in.count("kinds", 4);
        return switch (kind) {
            case 0 -> new ExportValue.Resolved(in.value(1));
            case 1 -> new ExportValue.Stub(in.reference());
            case 3 -> new ExportValue.Rejected(in.value(1));
            default -> new ExportValue.Promise(in.reference(), kind == 4);
        };
    }
}

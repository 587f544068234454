package heapwood.profile;

import heapwood.tree.StackTree;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A reader of files of OTLP profiles (a message {@code ProfilesData} of opentelemetry-proto 1.11). It reads a file once for the
 * dictionary, which stands after the messages that refer to it, and for the profiles' types, and once for the samples of the
 * profiles chosen. Memory is that of the dictionary, which contains each distinct stack once.
 *
 * <p>All profiles of the chosen type and unit are added up. The default is the type and unit of the first profile, as the
 * specification recommends. A sample with time stamps and no values counts 1 for each time stamp.
 */
final class OtlpReader {
    private final ProfileSource source;
    private final String name;
    private final ProfileReader.Choice choice;
    private final RecordingFilter filter;
    private final FrameLimit limit;
    private final CollapsedReader.Progress progress;
    private final Supplier<StackTree> newAfter;
    private final OtlpDictionary dictionary;
    private final List<OtlpProfile> profiles = new ArrayList<>();
    private List<OtlpProfile> chosen;
    private long since;
    private long until;
    private long bytes;

    /**
     * Creates a reader.
     *
     * @param source the profile, plain or compressed; read twice, or three times for a difference
     * @param limit the limit of the frames that the file may expand to
     * @param newAfter creates the second tree for a profile that is a difference; null to refuse such profiles
     */
    OtlpReader(
            ProfileSource source,
            ProfileReader.Choice choice,
            RecordingFilter filter,
            FrameLimit limit,
            CollapsedReader.Progress progress,
            Supplier<StackTree> newAfter) {
        UnsafeWarning.silence();
        this.source = source;
        this.name = source.name();
        this.choice = choice;
        this.filter = filter;
        this.limit = limit;
        this.progress = progress;
        this.newAfter = newAfter;
        this.dictionary = new OtlpDictionary(name, limit);
    }

    ProfileSummary read(StackSink sink) throws IOException {
        if (!filter.states().isEmpty()) {
            throw new ProfileException(name + ": is " + Format.OTLP + ", which have no states of threads to choose");
        }
        ProtoInput.read(source, (read, size) -> progress.at(read / 2, size), this::readTables);
        chosen = chosen();
        setTimes();
        boolean isDifference = false;
        for (OtlpProfile profile : chosen) {
            isDifference |= profile.hasNegative();
        }
        if (!isDifference) {
            readSamples(false, sink);
            return summary(sink, sink.stacks(), null);
        }
        if (newAfter == null) {
            throw new ProfileException(name + ": has negative values, so it is the difference of two profiles:"
                    + " read it alone, not merged or compared with another");
        }
        StackTree after = newAfter.get();
        StackSink sinkAfter = StackSink.into(after);
        readSamples(true, sink);
        readSamples(false, sinkAfter);
        return summary(sink, sink.stacks() + sinkAfter.stacks(), after);
    }

    private boolean readTables(ProtoInput in, int field, boolean isPacked) throws IOException {
        if (field == ProfilesData.DICTIONARY_FIELD_NUMBER) {
            in.readFields(dictionary::read);
            return true;
        }
        return readProfiles(in, field, (origin, profile) -> {
            limit.checkTables(profiles.size());
            OtlpProfile added = new OtlpProfile(dictionary, origin);
            profiles.add(added);
            profile.readFields(added::read);
        });
    }

    /** A receiver of profiles. */
    @FunctionalInterface
    private interface ProfileVisitor {
        void profile(OtlpProfile.Origin origin, ProtoInput in) throws IOException;
    }

    private static boolean readProfiles(ProtoInput top, int topField, ProfileVisitor visitor) throws IOException {
        if (topField != ProfilesData.RESOURCE_PROFILES_FIELD_NUMBER) {
            return false;
        }
        OtlpProfile.Origin origin = new OtlpProfile.Origin();
        top.readFields((resource, field, isPacked) -> {
            if (field == ResourceProfiles.RESOURCE_FIELD_NUMBER) {
                origin.read(resource);
                return true;
            }
            if (field != ResourceProfiles.SCOPE_PROFILES_FIELD_NUMBER) {
                return false;
            }
            resource.readFields((scope, number, packed) -> {
                if (number != ScopeProfiles.PROFILES_FIELD_NUMBER) {
                    return false;
                }
                visitor.profile(origin, scope);
                return true;
            });
            return true;
        });
        return true;
    }

    /** Returns the profiles of the first type and unit that match the choice. */
    private List<OtlpProfile> chosen() throws ProfileException {
        String first = null;
        for (OtlpProfile profile : profiles) {
            if (first == null && isAskedFor(profile)) {
                first = profile.typeAndUnit();
            }
        }
        if (first == null && !profiles.isEmpty()) {
            throw new ProfileException(name + ": has no profile of " + asked() + ": choose one of " + types(null)
                    + " (--event TYPE --value UNIT)");
        }
        List<OtlpProfile> same = new ArrayList<>();
        for (OtlpProfile profile : profiles) {
            if (profile.typeAndUnit().equals(first)) {
                same.add(profile);
            }
        }
        return same;
    }

    private boolean isAskedFor(OtlpProfile profile) throws ProfileException {
        String value = choice.value();
        return (choice.event() == null || choice.event().equals(profile.type()))
                && (value == null
                        || value.equals(profile.unit())
                        || value.equals(profile.type())
                        || value.equals(profile.typeAndUnit()));
    }

    private String asked() {
        return choice.event() == null
                ? choice.value()
                : choice.value() == null ? choice.event() : choice.event() + "/" + choice.value();
    }

    /**
     * Returns the types and units of the profiles as a text.
     *
     * @param but a type and unit that is left out; null for none
     */
    private String types(String but) throws ProfileException {
        Set<String> types = new LinkedHashSet<>();
        for (OtlpProfile profile : profiles) {
            types.add(profile.typeAndUnit());
        }
        types.remove(but);
        return String.join(", ", types);
    }

    private void setTimes() {
        long start = chosen.stream().mapToLong(OtlpProfile::start).min().orElse(0);
        long end = chosen.stream().mapToLong(OtlpProfile::end).max().orElse(0);
        since = filter.since() == null ? 0 : filter.since().in(start, end);
        until = filter.until() == null ? -1 : filter.until().in(start, end);
    }

    private void readSamples(boolean negatives, StackSink sink) throws IOException {
        OtlpSamples samples = new OtlpSamples(dictionary, choice, filter, since, until, negatives, limit, sink);
        int[] next = {0};
        bytes = ProtoInput.read(
                source,
                (read, size) -> progress.at(size / 2 + read / 2, size),
                (top, topField, packed) -> readProfiles(top, topField, (origin, in) -> {
                    OtlpProfile profile = profiles.get(next[0]++);
                    boolean wanted = chosen.contains(profile);
                    in.readFields((profileIn, field, isPacked) -> {
                        if (!wanted || field != Profile.SAMPLES_FIELD_NUMBER) {
                            return false;
                        }
                        samples.add(profile, profileIn.readMessage(Sample.parser()));
                        return true;
                    });
                }));
    }

    private ProfileSummary summary(StackSink sink, long stacks, StackTree after) throws ProfileException {
        OtlpProfile first = chosen.isEmpty() ? null : chosen.get(0);
        return new ProfileSummary(
                Format.OTLP,
                first == null ? "" : first.type(),
                first == null ? ProfileSummary.UNKNOWN_UNIT : first.unit(),
                first == null ? "" : types(first.typeAndUnit()),
                stacks,
                sink.withoutStack(),
                0,
                0,
                null,
                bytes,
                sink.nanos(),
                List.of(),
                after);
    }
}

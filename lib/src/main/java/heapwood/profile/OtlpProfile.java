package heapwood.profile;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one of the profiles of an OTLP file says of all its samples. */
final class OtlpProfile {
    private final OtlpDictionary dictionary;
    private final Origin origin;
    private final List<Integer> attributes = new ArrayList<>();
    private ValueType type = ValueType.getDefaultInstance();
    private long time;
    private long duration;
    private boolean negative;

    /** What several profiles come from: a process, a container. */
    static final class Origin {
        private Resource resource = Resource.getDefaultInstance();

        void read(ProtoInput in) throws IOException {
            resource = in.readMessage(Resource.parser());
        }
    }

    OtlpProfile(OtlpDictionary dictionary, Origin origin) {
        this.dictionary = dictionary;
        this.origin = origin;
    }

    /**
     * Reads a field of the profile; of samples, only whether they have negative values.
     *
     * @return whether it was read
     */
    boolean read(ProtoInput in, int field, boolean isPacked) throws IOException {
        switch (field) {
            case Profile.SAMPLE_TYPE_FIELD_NUMBER -> type = in.readMessage(ValueType.parser());
            case Profile.TIME_UNIX_NANO_FIELD_NUMBER -> time = in.readFixed();
            case Profile.DURATION_NANO_FIELD_NUMBER -> duration = in.readNumber();
            case Profile.ATTRIBUTE_INDICES_FIELD_NUMBER ->
                in.readNumbers(isPacked, index -> attributes.add((int) index));
            case Profile.SAMPLES_FIELD_NUMBER -> in.readFields(this::readSign);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readSign(ProtoInput in, int field, boolean isPacked) throws IOException {
        if (field != Sample.VALUES_FIELD_NUMBER) {
            return false;
        }
        in.readNumbers(isPacked, value -> negative |= value < 0);
        return true;
    }

    /** Returns what was sampled: {@code cpu}. */
    String type() throws ProfileException {
        return dictionary.string(type.getTypeStrindex());
    }

    String unit() throws ProfileException {
        return dictionary.string(type.getUnitStrindex());
    }

    /** Returns type and unit together. */
    String typeAndUnit() throws ProfileException {
        return type() + "/" + unit();
    }

    boolean hasNegative() {
        return negative;
    }

    /** Returns when it begins, in nanoseconds since 1970. */
    long start() {
        return time;
    }

    /** Returns when it ends, in nanoseconds since 1970. */
    long end() {
        return time + duration;
    }

    /** Returns the value of an attribute that all samples have, its own or its resource's; null if there is none. */
    String attribute(String key) throws ProfileException {
        String own = dictionary.attribute(attributes, key);
        if (own != null) {
            return own;
        }
        for (KeyValue attribute : origin.resource.getAttributesList()) {
            if (attribute.getKey().equals(key)) {
                return dictionary.text(attribute.getValue());
            }
        }
        return null;
    }
}

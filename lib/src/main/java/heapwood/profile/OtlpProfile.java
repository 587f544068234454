package heapwood.profile;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The fields of a profile in an OTLP file that apply to all its samples. */
final class OtlpProfile {
    private final OtlpDictionary dictionary;
    private final Origin origin;
    private final List<Integer> attributes = new ArrayList<>();
    private ValueType type = ValueType.getDefaultInstance();
    private long time;
    private long duration;
    private boolean negative;

    /** The origin of several profiles, such as a process or a container. */
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
     * Reads a field of the profile. Of samples it reads only whether they have negative values.
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

    /** Returns the type of the profile, such as {@code cpu}. */
    String type() throws ProfileException {
        return dictionary.string(type.getTypeStrindex());
    }

    String unit() throws ProfileException {
        return dictionary.string(type.getUnitStrindex());
    }

    /** Returns the type and the unit of the profile as one text. */
    String typeAndUnit() throws ProfileException {
        return type() + "/" + unit();
    }

    boolean hasNegative() {
        return negative;
    }

    /** Returns the start of the profile in nanoseconds since 1970. */
    long start() {
        return time;
    }

    /** Returns the end of the profile in nanoseconds since 1970. */
    long end() {
        return time + duration;
    }

    /** Returns the value of an attribute of the profile or its resource, which applies to all samples; null if there is none. */
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

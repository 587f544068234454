package heapwood.profile;

import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesData;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that the comments of opentelemetry-proto 1.11 state with MUST and SHOULD: first entries that are empty, indexes within
 * their tables, entries that are distinct and referred to, values and time stamps that belong together.
 */
final class OtlpRules {
    private final ProfilesDictionary dictionary;
    private final List<String> broken = new ArrayList<>();
    private final Set<Integer> usedStacks = new HashSet<>(Set.of(0));
    private final Set<Integer> usedLocations = new HashSet<>(Set.of(0));
    private final Set<Integer> usedFunctions = new HashSet<>(Set.of(0));
    private final Set<Integer> usedStrings = new HashSet<>(Set.of(0));

    private OtlpRules(ProfilesDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** Returns the rules that are broken, with the places; none for sound profiles. */
    static List<String> brokenBy(ProfilesData data) {
        OtlpRules rules = new OtlpRules(data.getDictionary());
        rules.checkTables();
        for (ResourceProfiles resource : data.getResourceProfilesList()) {
            rules.expect(resource.getScopeProfilesCount() > 0, "a resource has no scopes");
            for (ScopeProfiles scope : resource.getScopeProfilesList()) {
                rules.expect(scope.getProfilesCount() > 0, "a scope has no profiles");
                scope.getProfilesList().forEach(rules::checkProfile);
            }
        }
        rules.expect(data.getResourceProfilesCount() > 0, "there are no profiles");
        rules.checkOrphans();
        return rules.broken;
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    private void checkTables() {
        checkTable(dictionary.getMappingTableList(), Mapping.getDefaultInstance());
        checkTable(dictionary.getLocationTableList(), Location.getDefaultInstance());
        checkTable(
                dictionary.getFunctionTableList(),
                io.opentelemetry.proto.profiles.v1development.Function.getDefaultInstance());
        checkTable(dictionary.getAttributeTableList(), KeyValueAndUnit.getDefaultInstance());
        checkTable(dictionary.getStackTableList(), Stack.getDefaultInstance());
        checkTable(dictionary.getStringTableList(), "");
        List<Link> links = dictionary.getLinkTableList();
        expect(!links.isEmpty() && links.get(0).getTraceId().size() == 16, "the first link has no trace of 16 bytes");
        for (Link link : links) {
            expect(link.getTraceId().size() == 16 && link.getSpanId().size() == 8, "a link's ids have wrong sizes");
        }
        dictionary.getMappingTableList().forEach(mapping -> {
            string(mapping.getFilenameStrindex());
            boolean none = mapping.getMemoryStart() == 0 && mapping.getMemoryLimit() == 0;
            expect(none || mapping.getMemoryStart() < mapping.getMemoryLimit(), "a mapping ends before it starts");
            checkAttributes(mapping.getAttributeIndicesList());
        });
        dictionary.getFunctionTableList().forEach(function -> {
            string(function.getNameStrindex());
            string(function.getSystemNameStrindex());
            string(function.getFilenameStrindex());
            expect(function.getStartLine() >= 0, "a function starts at a negative line");
        });
        dictionary.getAttributeTableList().forEach(attribute -> {
            string(attribute.getKeyStrindex());
            string(attribute.getUnitStrindex());
        });
        dictionary.getLocationTableList().forEach(location -> {
            index(location.getMappingIndex(), dictionary.getMappingTableCount(), "mapping");
            checkAttributes(location.getAttributeIndicesList());
            for (Line line : location.getLinesList()) {
                usedFunctions.add(index(line.getFunctionIndex(), dictionary.getFunctionTableCount(), "function"));
                expect(line.getLine() >= 0 && line.getColumn() >= 0, "a line or column is negative");
            }
        });
        dictionary
                .getStackTableList()
                .forEach(stack -> stack.getLocationIndicesList()
                        .forEach(i -> usedLocations.add(index(i, dictionary.getLocationTableCount(), "location"))));
    }

    private void checkTable(List<?> table, Object zero) {
        String what = zero instanceof MessageLite ? zero.getClass().getSimpleName() : "string";
        expect(!table.isEmpty() && table.get(0).equals(zero), "the first " + what + " is not the empty one");
        expect(new HashSet<>(table).size() == table.size(), "a " + what + " stands twice in its table");
    }

    private void checkProfile(Profile profile) {
        ValueType type = profile.getSampleType();
        string(type.getTypeStrindex());
        string(type.getUnitStrindex());
        string(profile.getPeriodType().getTypeStrindex());
        string(profile.getPeriodType().getUnitStrindex());
        checkAttributes(profile.getAttributeIndicesList());
        Set<List<Object>> identities = new HashSet<>();
        for (Sample sample : profile.getSamplesList()) {
            usedStacks.add(index(sample.getStackIndex(), dictionary.getStackTableCount(), "stack"));
            index(sample.getLinkIndex(), dictionary.getLinkTableCount(), "link");
            checkAttributes(sample.getAttributeIndicesList());
            int values = sample.getValuesCount();
            int times = sample.getTimestampsUnixNanoCount();
            expect(values + times > 0, "a sample has neither values nor time stamps");
            expect(values == 0 || times == 0 || values == times, "a sample has values without time stamps");
            for (long time : sample.getTimestampsUnixNanoList()) {
                long after = time - profile.getTimeUnixNano();
                expect(after >= 0 && after < profile.getDurationNano(), "a time stamp lies outside of the profile");
            }
            Object attributes = new HashSet<>(sample.getAttributeIndicesList());
            expect(
                    identities.add(List.of(sample.getStackIndex(), attributes, sample.getLinkIndex())),
                    "two samples have the same stack and attributes");
        }
    }

    private void checkAttributes(List<Integer> indices) {
        Set<Integer> keys = new HashSet<>();
        for (int i : indices) {
            int known = index(i, dictionary.getAttributeTableCount(), "attribute");
            expect(
                    keys.add(dictionary.getAttributeTable(known).getKeyStrindex()),
                    "two attributes of the same thing have one key");
        }
    }

    private int string(int index) {
        usedStrings.add(index);
        return index(index, dictionary.getStringTableCount(), "string");
    }

    private int index(int index, int count, String what) {
        expect(index >= 0 && index < count, what + " " + index + " of " + count);
        return index >= 0 && index < count ? index : 0;
    }

    private void checkOrphans() {
        expect(usedStacks.size() == dictionary.getStackTableCount(), "a stack is not referred to");
        expect(usedLocations.size() == dictionary.getLocationTableCount(), "a location is not referred to");
        expect(usedFunctions.size() == dictionary.getFunctionTableCount(), "a function is not referred to");
        expect(usedStrings.size() == dictionary.getStringTableCount(), "a string is not referred to");
    }
}

package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "java/util/HashMap.put_[j] | java.util",
                "java.util.HashMap$Node_[i] | java.util",
                "java.lang.Object[]_[i] | java.lang",
                "java.util.HashMap.put | java.util",
                "com/sun/tools/javac/comp/Attr.attribTree | com.sun.tools.javac.comp",
                "runtime.mallocgc | runtime",
                "go/types.(*Checker).expr | go.types",
                "github.com/grafana/pyroscope.New | github.com.grafana.pyroscope",
                "Main.main | ''",
                "byte[]_[k] | ''",
                "JVM_DefineClass | ''",
                "std::vector<int>::push_back | ''",
                "do_syscall_64_[k] | ''",
                "all | ''",
                "a. | ''",
                ". | ''",
                "'' | ''",
            })
    void thePackageIsTheLeadingLowerCaseParts(String name, String expected) {
        assertEquals(expected, FrameText.packageOf(name));
    }

    @ParameterizedTest
    @CsvSource({"a/B.c_[j], a/B.c", "a/B.c_[1], a/B.c", "a/B.c[], a/B.c[]", "_[j], _[j]", "x_[12], x_[12]"})
    void asyncProfilersMarksAreCutOff(String name, String expected) {
        assertEquals(expected, FrameText.withoutMark(name));
    }

    @ParameterizedTest
    @CsvSource({
        "30, java/util/HashMap.put",
        "21, java/util/HashMap.put",
        "20, HashMap.put",
        "11, HashMap.put",
        "10, put",
        "3, put",
        "2, ''",
        "-3, ''"
    })
    void aLabelIsTheLongestFormThatFits(int room, String expected) {
        assertEquals(expected, FrameText.fit("java/util/HashMap.put_[i]", room, String::length));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/B.method | 6 | method",
                "a/B.<init> | 6 | <init>",
                "Compile::Optimize | 8 | Optimize",
                "std::vector<int>::push_back | 9 | push_back",
                "a/Classes.methods | 6 | Class…",
                "go/types.(*Checker).expr | 5 | expr",
                "[libc.so.6] | 6 | [libc…",
                "operator new(long) | 6 | opera…",
                "SomeClass. | 6 | SomeC…",
                "::x | 2 | x"
            })
    void aMethodIsSaidAloneIfThatFitsAndElseTheStartOfAll(String name, int room, String expected) {
        assertEquals(expected, FrameText.fit(name, room, String::length));
    }

    @Test
    void aLabelIsNeverCutInsideACharacter() {
        assertEquals("abcde…", FrameText.fit("abcde\uD83D\uDE00fgh", 7, String::length));
    }
}

package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameStyleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java/util/HashMap.put_[j]|java.util.HashMap.put",
                "byte[]_[i]|byte[]",
                "do_syscall_64_[k]|do_syscall_64",
                "libjvm.so|libjvm.so",
                "go/types.(*Checker).expr|go/types.(*Checker).expr",
                "Main.run:17|Main.run",
                "Main.run(Main.java:17)|Main.run",
                "std::vector<int>::at|std::vector<int>::at",
                "0x7f001234|0x7f001234",
                "Main$$Lambda$14/0x0000000800c03000.run|Main$$Lambda.run",
                "Main$$Lambda.0x000001e2c3045678.apply|Main$$Lambda.apply",
                "a.B$$Lambda$204+0x00007fe73c1381f8.900636745|a.B$$Lambda",
                "Main.lambda$main$0|Main.lambda$main",
                "Main.lambda$static$12:4|Main.lambda$static",
                "java/lang/invoke/LambdaForm$MH/0x00007f1e.invoke_[j]|java.lang.invoke.LambdaForm$MH.invoke",
                "jdk.internal.reflect.GeneratedMethodAccessor12.invoke|jdk.internal.reflect.GeneratedMethodAccessor.invoke",
                "jdk.internal.reflect.GeneratedConstructorAccessor3.newInstance|jdk.internal.reflect.GeneratedConstructorAccessor.newInstance",
                "com.sun.proxy.$Proxy23.call|com.sun.proxy.$Proxy.call",
                "a.Service$$EnhancerBySpringCGLIB$$1a2b3c4d.run|a.Service$$EnhancerBySpringCGLIB.run",
                "a.Service$$FastClassByCGLIB$$ab12cd.invoke|a.Service$$FastClassByCGLIB.invoke",
                "Main$Inner$1.run|Main$Inner$1.run"
            })
    void whatDiffersFromRunToRunIsTakenAway(String frame, String plain) {
        assertEquals(plain, FrameStyle.plain(frame));
        assertEquals(plain, FrameStyle.plain(plain));
    }
}

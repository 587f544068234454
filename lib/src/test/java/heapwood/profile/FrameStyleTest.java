package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.tree.CompactTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Foo$$Lambda$14/1323165413.run|Foo$$Lambda$15/99887766.run|Foo$$Lambda.run",
                "Foo$$Lambda$14/1323165413.run_[j]|Foo$$Lambda$9/7.run_[i]|Foo$$Lambda.run",
                "a/b/Foo$$Lambda$14/1323165413.run|a/b/Foo$$Lambda$1/2.run|a/b/Foo$$Lambda.run",
                "Foo$$Lambda/0x00007f1e2c.run|Foo$$Lambda$3/0x0000000800c03000.run|Foo$$Lambda.run",
                "java/lang/invoke/LambdaForm$DMH/1880587981.invokeStatic_LL_L|java/lang/invoke/LambdaForm$DMH/17.invokeStatic_LL_L|java/lang/invoke/LambdaForm$DMH.invokeStatic_LL_L",
                "java.lang.invoke.LambdaForm$MH012.invoke_003_L|java.lang.invoke.LambdaForm$MH7.invoke_114_L|java.lang.invoke.LambdaForm$MH.invoke_L",
                "java.lang.invoke.LambdaForm$MH/0x00007f1e2c038000.invoke|java.lang.invoke.LambdaForm$MH.0x0000000800a1.invoke|java.lang.invoke.LambdaForm$MH.invoke",
                "java.lang.invoke.LambdaForm$BMH/1023487453.reinvoke|java.lang.invoke.LambdaForm$BMH/5.reinvoke|java.lang.invoke.LambdaForm$BMH.reinvoke",
                "a.Order$ByteBuddy$aB3dE6gH.getId|a.Order$ByteBuddy$00zzYY11.getId|a.Order$ByteBuddy.getId",
                "a.Order$ByteBuddy$aB3dE6gH$auxiliary$Qw3rTy78.call|a.Order$ByteBuddy$1$auxiliary$2.call|a.Order$ByteBuddy$auxiliary.call",
                "a.Order.pay$original$aB3dE6gH|a.Order.pay$original$12345678|a.Order.pay$original",
                "a.Order.pay$original$aB3dE6gH$accessor$Qw3rTy78|a.Order.pay$original$zzzzzzzz$accessor$00000000|a.Order.pay$original$accessor",
                "a.Order$HibernateProxy$aB3dE6gH.getId|a.Order$HibernateProxy$ZyXwVu98.getId|a.Order$HibernateProxy.getId",
                "a.Order$HibernateAccessOptimizer$aB3dE6gH.get|a.Order$HibernateAccessOptimizer$Z.get|a.Order$HibernateAccessOptimizer.get",
                "a.Order$MockitoMock$1837268492.pay|a.Order$MockitoMock$aB3dE6gH.pay|a.Order$MockitoMock.pay",
                "a.Order_$$_jvst1a2_3.getId|a.Order_$$_jvst9ff_0.getId|a.Order_$$_jvst.getId",
                "a.Order_$$_javassist_12.getId|a.Order_$$_javassist_0.getId|a.Order_$$_javassist.getId",
                "a.Service$$EnhancerByCGLIB$$1a2b3c4d.run|a.Service$$EnhancerByCGLIB$$ff.run|a.Service$$EnhancerByCGLIB.run",
                "a.Service$$SpringCGLIB$$0.run|a.Service$$SpringCGLIB$$11.run|a.Service$$SpringCGLIB.run",
                "a.Service$$SpringCGLIB$$FastClass$$0.invoke|a.Service$$SpringCGLIB$$FastClass$$1.invoke|a.Service$$SpringCGLIB$$FastClass.invoke",
                "a.Service$$EnhancerBySpringCGLIB$$1a2b3c4d.CGLIB$run$0|a.Service$$EnhancerBySpringCGLIB$$5e6f.CGLIB$run$12|a.Service$$EnhancerBySpringCGLIB.CGLIB$run",
                "a.Service$$EnhancerByGuice$$49028374.run|a.Service$$EnhancerByGuice$$1.run|a.Service$$EnhancerByGuice.run",
                "jdk.proxy2.$Proxy17.call|jdk.proxy13.$Proxy4.call|jdk.proxy.$Proxy.call",
                "jdk/proxy2/$Proxy17.call_[j]|jdk/proxy1/$Proxy170.call_[0]|jdk.proxy.$Proxy.call",
                "com.sun.proxy.$Proxy23.call|com.sun.proxy.$Proxy4.call|com.sun.proxy.$Proxy.call",
                "sun.reflect.GeneratedSerializationConstructorAccessor1.newInstance|sun.reflect.GeneratedSerializationConstructorAccessor77.newInstance|sun.reflect.GeneratedSerializationConstructorAccessor.newInstance",
                "MainKt.main$lambda$0|MainKt.main$lambda$3$2|MainKt.main$lambda",
                "Main$.$anonfun$main$1|Main$.$anonfun$main$2$3|Main$.$anonfun$main",
                "Script1.run|Script204.run|Script.run",
                "script16123456789012345678.run|script1.run|script.run",
                "a.Build$getName$0.callGetProperty|a.Build$getName$17.callGetProperty|a.Build$getName.callGetProperty"
            })
    void generatedNamesAreTheSameFromRunToRun(String one, String other, String plain) {
        assertEquals(plain, FrameStyle.plain(one));
        assertEquals(plain, FrameStyle.plain(other));
        assertEquals(plain, FrameStyle.plain(plain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Main$Inner$1.run",
                "MainKt$main$1.invoke",
                "a.Build$_run_closure1.doCall",
                "com.acme.Script2.run",
                "net.bytebuddy.ByteBuddy$Default.make",
                "a.Http2.get",
                "go/types.(*Checker).expr",
                "std::vector<int>::at",
                "scala.Function1$mcII$sp.apply",
                "a.Order$Hibernate.get",
                "a.B$C.accessor$1",
                "a.Money$USD.of"
            })
    void whatSomebodyWroteStays(String frame) {
        assertEquals(frame, FrameStyle.plain(frame));
    }

    @Test
    void theFileOfJdk8LambdasIsTwoFrames() throws IOException {
        CompactTree tree = new CompactTree();
        new ProfileReader().read(Path.of("src/test/resources/cases/collapsed-jdk8-lambdas.folded"), tree);
        assertEquals(
                "Foo$$Lambda.run 3\njava/lang/invoke/LambdaForm$DMH.invokeStatic_LL_L 1\n",
                Collapsed.text(Stacks.rename(tree, FrameStyle::plain)));
    }
}

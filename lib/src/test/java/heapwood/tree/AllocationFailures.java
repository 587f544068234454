package heapwood.tree;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassWriter;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Set;

/**
 * Lets allocations of {@code heapwood.tree} fail. Its {@link #loader} loads that package once more, with a call of {@link #before}
 * ahead of each allocation: new objects and arrays, copies and clones, captures and concatenations, and what the JDK allocates for
 * a few calls. Classes of tests are loaded by it as they are. (The copy of ASM is the one that ArchUnit brings.)
 */
public final class AllocationFailures {
    private static final String PACKAGE = "heapwood.tree.";
    private static final String SELF = AllocationFailures.class.getName().replace('.', '/');
    private static final Set<String> ALLOCATING =
            Set.of("copyOf", "copyOfRange", "clone", "sort", "setAll", "toByteArray", "valueOf");

    private static long left = Long.MAX_VALUE;
    private static long failures;

    private AllocationFailures() {}

    /** Lets an allocation fail: the next one is the first. */
    public static void arm(long which) {
        left = which;
    }

    /**
     * Lets no more allocations fail.
     *
     * @return whether one has failed since {@link #arm}
     */
    public static boolean disarm() {
        boolean failed = left <= 0;
        left = Long.MAX_VALUE;
        return failed;
    }

    /** How many have failed in all. */
    public static long failures() {
        return failures;
    }

    /** Called ahead of each allocation. */
    public static void before() {
        if (--left == 0) {
            failures++;
            throw new OutOfMemoryError("on purpose");
        }
    }

    /** A loader of that package, with {@link #before} ahead of its allocations. */
    static ClassLoader loader() {
        String production = location(CompactForest.class.getName());
        return new ClassLoader(AllocationFailures.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.startsWith(PACKAGE) || name.equals(AllocationFailures.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : define(name);
                }
            }

            private Class<?> define(String name) throws ClassNotFoundException {
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    boolean fails = location(name).equals(production) && !name.equals(Check.class.getName());
                    byte[] defined = fails ? transformed(bytes) : bytes;
                    return defineClass(name, defined, 0, defined.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
    }

    private static String location(String name) {
        String file = name.replace('.', '/') + ".class";
        URL url = AllocationFailures.class.getClassLoader().getResource(file);
        return url.toString().replace(file, "");
    }

    private static byte[] transformed(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                MethodVisitor method = super.visitMethod(access, name, type, signature, thrown);
                                // A class whose initialization failed is lost for ever: no code can mend that.
                                return name.equals("<clinit>") ? method : new Failing(method);
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static final class Failing extends MethodVisitor {
        Failing(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        private void fail() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, SELF, "before", "()V", false);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
                fail();
            }
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                fail();
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitMultiANewArrayInsn(String type, int dimensions) {
            fail();
            super.visitMultiANewArrayInsn(type, dimensions);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle method, Object... arguments) {
            fail();
            super.visitInvokeDynamicInsn(name, type, method, arguments);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            if (ALLOCATING.contains(name) || owner.equals("java/io/ByteArrayOutputStream")) {
                fail();
            }
            super.visitMethodInsn(opcode, owner, name, type, isInterface);
        }
    }
}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.injection;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.AccessFlag;
import java.security.ProtectionDomain;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Makes the methods that write, sync, rename and commit call the {@link OperationCounter}
 * before their first instruction and before each return.
 */
final class OperationTransformer implements ClassFileTransformer {

    private static final ClassDesc COUNTER = ClassDesc.of("dev.streamgate.system.injection.OperationCounter");

    private static final ClassDesc CONNECTION = ClassDesc.of("java.sql.Connection");

    private static final MethodTypeDesc OPERATION = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_boolean);

    private static final String FILE_CHANNEL = "sun/nio/ch/FileChannelImpl";

    private static final String FILE_SYSTEM = "sun/nio/fs/UnixFileSystemProvider";

    private static final String STATEMENT = "org/postgresql/jdbc/PgPreparedStatement";

    /** The counted methods by class, with the method of the counter. */
    private static final Map<String, Map<String, String>> METHODS = Map.of(FILE_CHANNEL,
            Map.of("write", "write", "transferFrom", "write", "force", "sync"), FILE_SYSTEM,
            Map.of("move", "rename", "createLink", "rename"), "org/postgresql/jdbc/PgConnection",
            Map.of("commit", "commit"), STATEMENT, Map.of("executeUpdate", "update"));

    @Override
    public byte @Nullable [] transform(@Nullable ClassLoader loader, String name, @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain, byte[] bytes) {
        Map<String, String> methods = METHODS.get(name);
        if (methods == null) {
            return null;
        }
        ClassFile format = ClassFile.of();
        ClassDesc type = ClassDesc.ofInternalName(name);
        return format.transformClass(format.parse(bytes), (builder, element) -> {
            if (element instanceof MethodModel method && method.flags().has(AccessFlag.PUBLIC)
                    && methods.containsKey(method.methodName().stringValue())) {
                Calls calls = new Calls(type, methods.get(method.methodName().stringValue()));
                builder.transformMethod(method, MethodTransform.transformingCode(calls));
            }
            else {
                builder.with(element);
            }
        });
    }

    /**
     * Adds the calls to a method.
     *
     * @param type the class of the method
     * @param counted the method of the counter
     */
    private record Calls(ClassDesc type, String counted) implements CodeTransform {

        @Override
        public void atStart(CodeBuilder builder) {
            call(builder, false);
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                call(builder, true);
            }
            builder.with(element);
        }

        private void call(CodeBuilder builder, boolean after) {
            switch (this.counted) {
                case "sync" -> builder.loadConstant(after ? 1 : 0)
                    .aload(0)
                    .getfield(this.type, "path", ConstantDescs.CD_String)
                    .invokestatic(COUNTER, this.counted, MethodTypeDesc.of(ConstantDescs.CD_void,
                            ConstantDescs.CD_boolean, ConstantDescs.CD_String));
                case "update" -> builder.aload(0)
                    .invokevirtual(this.type, "getConnection", MethodTypeDesc.of(CONNECTION))
                    .invokeinterface(CONNECTION, "getAutoCommit", MethodTypeDesc.of(ConstantDescs.CD_boolean))
                    .loadConstant(after ? 1 : 0)
                    .invokestatic(COUNTER, this.counted, MethodTypeDesc.of(ConstantDescs.CD_void,
                            ConstantDescs.CD_boolean, ConstantDescs.CD_boolean));
                default -> builder.loadConstant(after ? 1 : 0).invokestatic(COUNTER, this.counted, OPERATION);
            }
        }

    }

}

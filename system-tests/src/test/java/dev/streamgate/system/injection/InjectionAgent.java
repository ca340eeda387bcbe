/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system.injection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent that ends its process at an armed {@link InjectedFault}. It is packed from
 * the classes of these tests when a campaign starts; no service has it on its class path.
 */
public final class InjectionAgent {

    private static final List<String> CLASSES = List.of("InjectionAgent", "InjectedFault", "InjectionPoint",
            "OperationCounter", "OperationTransformer", "OperationTransformer$Calls");

    private InjectionAgent() {
    }

    /**
     * Called by the JVM before {@code main}.
     * @param file the file that arms this process
     */
    public static void premain(String file, Instrumentation instrumentation)
            throws ClassNotFoundException, UnmodifiableClassException {
        OperationCounter.use(file);
        instrumentation.addTransformer(new OperationTransformer(), true);
        instrumentation.retransformClasses(Class.forName("sun.nio.ch.FileChannelImpl"),
                Class.forName("sun.nio.fs.UnixFileSystemProvider"));
    }

    /**
     * Packs the agent.
     * @param jar the file to create
     */
    public static void pack(Path jar) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", InjectionAgent.class.getName());
        // The instrumented classes of the JDK see classes of the boot loader only.
        manifest.getMainAttributes().putValue("Boot-Class-Path", jar.getFileName().toString());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream classes = new JarOutputStream(file, manifest)) {
            for (String name : CLASSES) {
                String entry = InjectionAgent.class.getPackageName().replace('.', '/') + '/' + name + ".class";
                classes.putNextEntry(new JarEntry(entry));
                try (InputStream bytes = InjectionAgent.class.getClassLoader().getResourceAsStream(entry)) {
                    Objects.requireNonNull(bytes, entry).transferTo(classes);
                }
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * The JVM option that adds the agent.
     * @param jar the packed agent
     * @param file the file that arms the process
     */
    public static String option(Path jar, Path file) {
        return "-javaagent:" + jar + "=" + file;
    }

}

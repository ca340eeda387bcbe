/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Memory that an object takes, estimated for a 64-bit JVM: texts, arrays, collections,
 * maps and records by what is in them, anything else as one small object. Not exact, and
 * not meant to be: it grows as memory does. Ends at a depth and does not follow cycles
 * beyond it.
 */
final class EstimatedSize implements CacheWeigher {

    /** A table slot, the cache's own node and the objects' headers. */
    private static final int ENTRY = 112;

    private static final int HEADER = 16;

    private static final int REFERENCE = 8;

    private static final int OTHER = 32;

    private static final int DEPTH = 8;

    private static final ClassValue<Method[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .filter(Method::trySetAccessible)
                .toArray(Method[]::new);
        }
    };

    @Override
    public long weigh(String cache, Object key, Object value) {
        return ENTRY + of(key, 0) + of(value, 0);
    }

    private static long of(@Nullable Object object, int depth) {
        if (object == null || object instanceof Enum<?> || object instanceof Class<?>) {
            return 0;
        }
        if (object instanceof CharSequence text) {
            return HEADER + 24 + (isLatin(text) ? text.length() : 2L * text.length());
        }
        if (depth >= DEPTH) {
            return OTHER;
        }
        if (object instanceof Map<?, ?> map) {
            long size = OTHER;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += OTHER + of(entry.getKey(), depth + 1) + of(entry.getValue(), depth + 1);
            }
            return size;
        }
        if (object instanceof Iterable<?> many && object instanceof java.util.Collection<?>) {
            long size = OTHER;
            for (Object each : many) {
                size += REFERENCE + of(each, depth + 1);
            }
            return size;
        }
        if (object.getClass().isArray()) {
            return array(object, depth);
        }
        return object.getClass().isRecord() ? components(object, depth) : OTHER;
    }

    private static long array(Object array, int depth) {
        if (array instanceof Object[] objects) {
            long size = HEADER;
            for (Object each : objects) {
                size += REFERENCE + of(each, depth + 1);
            }
            return size;
        }
        long each = (array instanceof byte[] || array instanceof boolean[]) ? 1
                : (array instanceof short[] || array instanceof char[]) ? 2
                        : (array instanceof int[] || array instanceof float[]) ? 4 : 8;
        return HEADER + each * Array.getLength(array);
    }

    private static long components(Object object, int depth) {
        long size = HEADER;
        for (Method component : COMPONENTS.get(object.getClass())) {
            size += REFERENCE;
            if (!component.getReturnType().isPrimitive()) {
                try {
                    size += of(component.invoke(object), depth + 1);
                }
                catch (ReflectiveOperationException ex) {
                    size += OTHER;
                }
            }
        }
        return size;
    }

    private static boolean isLatin(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }

}

/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Estimates the memory of an entry on a 64-bit JVM. Strings, arrays, collections, maps
 * and records are weighed by their contents, any other object by a constant. The estimate
 * is inexact but proportional to the memory used. Traversal stops at a maximum depth, so
 * cycles end. Thread-safe.
 */
final class EstimatedSizeWeigher implements CacheWeigher {

    /** A table slot, the cache's node and object headers. */
    private static final int ENTRY = 112;

    private static final int HEADER = 16;

    private static final int REFERENCE = 8;

    private static final int OTHER = 32;

    private static final int MAX_DEPTH = 8;

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
        return ENTRY + sizeOf(key, 0) + sizeOf(value, 0);
    }

    private static long sizeOf(@Nullable Object object, int depth) {
        if (object == null || object instanceof Enum<?> || object instanceof Class<?>) {
            return 0;
        }
        if (object instanceof CharSequence text) {
            return HEADER + 24 + (isLatin(text) ? text.length() : 2L * text.length());
        }
        if (depth >= MAX_DEPTH) {
            return OTHER;
        }
        if (object instanceof Map<?, ?> map) {
            long size = OTHER;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += OTHER + sizeOf(entry.getKey(), depth + 1) + sizeOf(entry.getValue(), depth + 1);
            }
            return size;
        }
        if (object instanceof Collection<?> elements) {
            long size = OTHER;
            for (Object element : elements) {
                size += REFERENCE + sizeOf(element, depth + 1);
            }
            return size;
        }
        if (object.getClass().isArray()) {
            return sizeOfArray(object, depth);
        }
        return object.getClass().isRecord() ? sizeOfRecord(object, depth) : OTHER;
    }

    private static long sizeOfArray(Object array, int depth) {
        if (array instanceof Object[] objects) {
            long size = HEADER;
            for (Object element : objects) {
                size += REFERENCE + sizeOf(element, depth + 1);
            }
            return size;
        }
        long elementSize = (array instanceof byte[] || array instanceof boolean[]) ? 1
                : (array instanceof short[] || array instanceof char[]) ? 2
                        : (array instanceof int[] || array instanceof float[]) ? 4 : 8;
        return HEADER + elementSize * Array.getLength(array);
    }

    private static long sizeOfRecord(Object object, int depth) {
        long size = HEADER;
        for (Method component : COMPONENTS.get(object.getClass())) {
            size += REFERENCE;
            if (!component.getReturnType().isPrimitive()) {
                try {
                    size += sizeOf(component.invoke(object), depth + 1);
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

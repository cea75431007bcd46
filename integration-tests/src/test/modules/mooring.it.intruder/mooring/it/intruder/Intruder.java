package mooring.it.intruder;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** For each class that it is given: every member that is not part of an exported API must withstand reflection. */
public final class Intruder {
    private Intruder() {}

    public static void main(String[] args) throws ClassNotFoundException {
        int tried = 0;
        for (String name : args) {
            Class<?> type = Class.forName(name, false, Intruder.class.getClassLoader());
            for (AccessibleObject member : hiddenMembers(type)) {
                tried++;
                if (opens(member)) {
                    System.out.println("reached " + member);
                }
            }
        }
        System.out.println("tried " + tried);
    }

    private static List<AccessibleObject> hiddenMembers(Class<?> type) {
        boolean exported = type.getModule().isExported(type.getPackageName()) && isPublic(type);
        return Stream.<AccessibleObject[]>of(
                        type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
                .flatMap(Arrays::stream)
                .filter(member -> !(exported && isVisible(((Member) member).getModifiers())))
                .toList();
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }

    /** Protected static members may be made accessible by anyone, so says setAccessible. */
    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers) && Modifier.isStatic(modifiers);
    }

    private static boolean opens(AccessibleObject member) {
        try {
            member.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException e) {
            return false;
        }
    }
}

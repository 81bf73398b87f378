package io.github.dontwait.testkit.wire;

import io.github.dontwait.testkit.message.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The properties of a READY, in order, names written as given.
 *
 * @param properties each name and value; a name may occur more than once
 */
public record Metadata(List<Property> properties) {

    /** The name of the property that says what socket it is. */
    public static final String SOCKET_TYPE = "Socket-Type";

    /** The name of the property that announces a routing id. */
    public static final String IDENTITY = "Identity";

    private static final Metadata NONE = new Metadata(List.of());

    public Metadata {
        properties = List.copyOf(properties);
    }

    /**
     * One property.
     *
     * @param name 0 to 255 characters of ISO 8859-1; a right one has at least one and is ASCII
     * @param value any octets
     */
    public record Property(String name, Frame value) {

        public Property {
            if (name.length() > 255) {
                throw new IllegalArgumentException("a property's name has 255 octets at most, not " + name.length());
            }
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    /** No properties. */
    public static Metadata none() {
        return NONE;
    }

    /** The same with one more property behind the others, its value in UTF-8. */
    public Metadata with(String name, String value) {
        return with(name, Frame.text(value));
    }

    /** The same with one more property behind the others. */
    public Metadata with(String name, Frame value) {
        List<Property> more = new ArrayList<>(properties);
        more.add(new Property(name, value));
        return new Metadata(more);
    }

    /** The same with the other's properties behind its own. */
    public Metadata with(Metadata other) {
        List<Property> more = new ArrayList<>(properties);
        more.addAll(other.properties);
        return new Metadata(more);
    }

    /** The first value under this name; names match without regard to case. */
    public Optional<Frame> value(String name) {
        return properties.stream()
                .filter(property -> property.name().equalsIgnoreCase(name))
                .map(Property::value)
                .findFirst();
    }

    /** The octets of all properties, as they stand in a READY behind its name. */
    public Frame octets() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (Property property : properties) {
            byte[] name = property.name().getBytes(StandardCharsets.ISO_8859_1);
            octets.write(name.length);
            octets.writeBytes(name);
            octets.writeBytes(
                    ByteBuffer.allocate(4).putInt(property.value().size()).array());
            octets.writeBytes(property.value().octets());
        }
        return Frame.of(octets.toByteArray());
    }

    /**
     * Reads properties.
     *
     * @throws MalformedFrameException if a size reaches beyond the octets; the offset counts within them
     */
    public static Metadata parse(Frame octets) throws MalformedFrameException {
        ByteBuffer rest = ByteBuffer.wrap(octets.octets());
        List<Property> properties = new ArrayList<>();
        while (rest.hasRemaining()) {
            int start = rest.position();
            int nameSize = rest.get() & 0xff;
            if (nameSize + 4 > rest.remaining()) {
                throw new MalformedFrameException(
                        "a property's name of " + nameSize + " octets and its value's size do not fit",
                        start,
                        octets.slice(start, octets.size()));
            }
            byte[] name = new byte[nameSize];
            rest.get(name);
            long valueSize = rest.getInt() & 0xffff_ffffL;
            if (valueSize > rest.remaining()) {
                throw new MalformedFrameException(
                        "a property's value of " + valueSize + " octets does not fit",
                        start,
                        octets.slice(start, octets.size()));
            }
            byte[] value = new byte[(int) valueSize];
            rest.get(value);
            properties.add(new Property(new String(name, StandardCharsets.ISO_8859_1), Frame.of(value)));
        }
        return new Metadata(properties);
    }

    @Override
    public String toString() {
        return properties.toString();
    }
}

package io.github.dontwait.conformance.report;

/** Text that may stand in XML 1.0, whatever a subject printed: what may not is spelt out. */
final class XmlText {

    private XmlText() {}

    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isAllowed(point)) {
                safe.appendCodePoint(point);
            } else {
                safe.append(SafeText.escaped(point));
            }
        });
        return safe.toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point < 0x7f)
                || (point >= 0xa0 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || (point >= 0x10000 && point <= 0x10ffff);
    }
}

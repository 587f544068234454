package heapwood.profile;

/** The encodings of texts, by their byte-order marks. */
enum Encoding {
    /** No mark: the bytes are used as they are. */
    BYTES(0),
    UTF_8(3),
    UTF_16(0);

    private final int markBytes;

    Encoding(int markBytes) {
        this.markBytes = markBytes;
    }

    static Encoding of(Head head) {
        if (head.startsWith(0xef, 0xbb, 0xbf)) {
            return UTF_8;
        }
        boolean isUtf16 =
                head.startsWith(0xff, 0xfe) && !head.startsWith(0xff, 0xfe, 0, 0) || head.startsWith(0xfe, 0xff);
        return isUtf16 ? UTF_16 : BYTES;
    }

    static boolean hasMark(Head head) {
        return of(head) != BYTES;
    }

    /** Returns the number of bytes of the mark to skip. It is 0 for UTF-16, whose decoder needs the mark. */
    int markBytes() {
        return markBytes;
    }
}

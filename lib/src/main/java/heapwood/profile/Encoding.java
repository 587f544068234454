package heapwood.profile;

/** The byte-order marks that texts begin with. */
enum Encoding {
    /** Without a mark: the bytes are what they are. */
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

    /** How many bytes are no text; the mark of UTF-16 is for its decoder. */
    int markBytes() {
        return markBytes;
    }
}

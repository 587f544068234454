package heapwood.notebook;

/** The display of a notebook while a cell runs. A kernel's adapter provides it; without a kernel there is none. */
interface Screen {
    /**
     * Shows a value.
     *
     * @return the identifier under which the value can be replaced
     */
    String show(MimeBundle bundle);

    /** Replaces the value shown under an identifier. */
    void update(String id, MimeBundle bundle);
}

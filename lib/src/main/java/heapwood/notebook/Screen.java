package heapwood.notebook;

/** Where things are shown while a cell runs: a kernel's adapter sets it; without a kernel there is none. */
interface Screen {
    /** Shows it, and returns the name under which it can be replaced. */
    String show(MimeBundle bundle);

    /** Replaces what was shown under that name. */
    void update(String id, MimeBundle bundle);
}

package syswall.diff;

/** Keeps what both of two runs name, and what both did to what, once. */
final class SharedNames {
  private final Interned<String> texts = new Interned<>();
  private final Interned<Resource> resources = new Interned<>();

  /** The text that is equal to this. */
  String of(String text) {
    return texts.of(text);
  }

  /** The resource that is equal to this. */
  Resource of(Resource resource) {
    return resources.of(resource);
  }
}

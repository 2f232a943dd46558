/** Hashes, injected: pure code imports no Node module. */
export interface Hashing {
  /** SHA-256 of the text's UTF-8 bytes, 64 hex digits. */
  sha256(text: string): string;
  /** Name-based UUID (RFC 9562, version 5) in the project's own namespace. */
  uuid5(name: string): string;
}

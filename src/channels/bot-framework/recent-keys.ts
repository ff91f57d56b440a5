/** Remembers the keys of the last messages that this process took, so that a repeated one is not answered twice. */
export class RecentKeys {
  readonly #keys = new Set<string>();
  readonly #most: number;
  constructor(most: number) {
    this.#most = most;
  }

  /** Notes a message. False when any of its keys was noted before. */
  note(keys: readonly string[]): boolean {
    const isNew = keys.every((key) => !this.#keys.has(key));
    for (const key of keys) this.#keys.add(key);
    for (const oldest of this.#keys) {
      if (this.#keys.size <= this.#most) break;
      this.#keys.delete(oldest);
    }
    return isNew;
  }
}

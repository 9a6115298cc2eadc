/** Something React can watch with `useSyncExternalStore`: a number that grows with each change. */
export class Emitter {
  #version = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  protected emit(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** The same reading, with what was read of the first texts kept: words come again and again. */
export function remember<T>(read: (text: string) => T, most: number): (text: string) => T {
  const remembered = new Map<string, T>();
  return (text) => {
    const before = remembered.get(text);
    if (before !== undefined) return before;
    const made = read(text);
    if (remembered.size < most) remembered.set(text, made);
    return made;
  };
}

/** Reading what stands behind the ? of an address: texts by name, anything else is left out. */
export function texts<Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>): Partial<Record<Name, string>> => {
    const read: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'number') read[name] = `${value}`; // the router reads 12 as a number
      if (typeof value === 'string' && value !== '') read[name] = value;
    }
    return read;
  };
}

/** As much of JSON Schema as our own schemas use; a word that it does not know is an error, not a pass. */
type Schema = Readonly<Record<string, unknown>>;

const TEXTS = new Set(["$schema", "title", "description", "$defs"]);

/** What is wrong with a value, the first thing found; null when it fits. */
export function misfit(schema: Schema, value: unknown, root: Schema = schema, at = "$"): string | null {
  for (const [word, rule] of Object.entries(schema)) {
    if (TEXTS.has(word)) continue;
    const found = check(word, rule, value, schema, root, at);
    if (found !== null) return found;
  }
  return null;
}

function check(
  word: string,
  rule: unknown,
  value: unknown,
  schema: Schema,
  root: Schema,
  at: string,
): string | null {
  const object = typeof value === "object" && value !== null ? (value as Schema) : {};
  switch (word) {
    case "$ref": {
      const name = String(rule).replace("#/$defs/", "");
      return misfit((root.$defs as Record<string, Schema>)[name] as Schema, value, root, at);
    }
    case "type":
      return typeOf(value) === rule || (rule === "number" && typeOf(value) === "integer")
        ? null
        : `${at}: is no ${rule}`;
    case "const":
      return value === rule ? null : `${at}: is not ${rule}`;
    case "enum":
      return (rule as unknown[]).includes(value) ? null : `${at}: is none of ${rule}`;
    case "pattern":
      return new RegExp(rule as string).test(String(value)) ? null : `${at}: is not like ${rule}`;
    case "items":
      return first(
        (value as unknown[]).map((item, index) => misfit(rule as Schema, item, root, `${at}[${index}]`)),
      );
    case "required":
      return first((rule as string[]).map((name) => (name in object ? null : `${at}.${name}: is absent`)));
    case "properties":
      return first(
        Object.entries(rule as Record<string, Schema>).map(([name, own]) =>
          name in object ? misfit(own, object[name], root, `${at}.${name}`) : null,
        ),
      );
    case "additionalProperties": {
      const known = Object.keys(schema.properties as Schema);
      return first(
        Object.keys(object).map((name) => (known.includes(name) ? null : `${at}.${name}: is unknown`)),
      );
    }
    case "anyOf":
    case "oneOf": {
      const fits = (rule as Schema[]).filter((one) => misfit(one, value, root, at) === null).length;
      return fits === 1 || (fits > 1 && word === "anyOf") ? null : `${at}: fits ${fits} of ${word}`;
    }
    default:
      throw new Error(`${word}: unknown to this checker: add it`);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function first(found: readonly (string | null)[]): string | null {
  return found.find((one) => one !== null) ?? null;
}

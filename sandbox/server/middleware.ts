/** What the framework in front of Pelcro does with the values of a request before any rule looks at them. */

interface FieldSchema {
	type?: string | string[];
}

interface BodySchema {
	properties?: Record<string, FieldSchema>;
	required?: string[];
}

/** Texts are trimmed and empty ones become null, at every depth; also within metadata. */
export function trimmed(value: unknown): unknown {
	if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
	if (Array.isArray(value)) return value.map(trimmed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, trimmed(one)]));
}

const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/**
 * Reads the texts of top-level fields as the rules do: a number in quotes is a number, 1, 0, '1' and '0' are switches.
 * 'true' is none.
 */
export function readAsRulesDo(
	body: Record<string, unknown>,
	{ properties = {} }: BodySchema,
): void {
	for (const [name, { type }] of Object.entries(properties)) {
		const value = body[name];
		const types = [type ?? []].flat();
		if (types.includes('boolean')) {
			if (['1', '0', 1, 0].includes(value as string | number)) body[name] = Number(value) === 1;
		} else if (typeof value === 'string' && !types.includes('string')) {
			const isNumber =
				(types.includes('integer') && WHOLE.test(value)) ||
				(types.includes('number') && DECIMAL.test(value));
			if (isNumber) body[name] = Number(value);
		}
	}
}

/** Texts that are not required may be null: the guess is that Pelcro's rules say so, as most applications' do. */
export function withNullableTexts<S extends BodySchema>(schema: S): S {
	const { properties = {}, required = [] } = schema;
	const changed = Object.entries(properties).map(([name, field]) => {
		const isText = field.type === 'string' && !('enum' in field) && !required.includes(name);
		return [name, isText ? { ...field, type: ['string', 'null'] } : field] as const;
	});
	return { ...schema, properties: Object.fromEntries(changed) };
}

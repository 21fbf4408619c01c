import type { ReferenceParameter, Schema } from './reference';

interface Phrase {
	pattern: RegExp;
	kind: 'string' | 'number' | 'array';
	limit: (match: RegExpMatchArray) => Schema;
}

const length = (min: string | undefined, max: string | undefined): Schema => ({
	...(min !== undefined && { minLength: Number(min) }),
	...(max !== undefined && { maxLength: Number(max) }),
});

const LETTERS = '^[A-Za-z]{3}$';

/** How the reference words its limits, and what each wording means as JSON Schema. */
const PHRASES: Phrase[] = [
	{ kind: 'string', pattern: /(?:^|[\s;,])max (\d+)\b/, limit: (m) => length(undefined, m[1]) },
	{ kind: 'string', pattern: /^(\d+)-(\d+)$/, limit: (m) => length(m[1], m[2]) },
	{ kind: 'string', pattern: /\b(\d+)-(\d+) char/, limit: (m) => length(m[1], m[2]) },
	{
		kind: 'string',
		pattern: /letters and digits only|alphanumeric/,
		limit: () => ({ pattern: '^[A-Za-z0-9]+$' }),
	},
	{
		kind: 'string',
		pattern: /letters, digits, dash, underscore/,
		limit: () => ({ pattern: '^[A-Za-z0-9_-]+$' }),
	},
	{
		kind: 'string',
		pattern: /letters, digits, spaces/,
		limit: () => ({ pattern: '^[A-Za-z0-9 ]+$' }),
	},
	{
		kind: 'string',
		pattern: /(\d+)-(\d+) digits/,
		limit: (m) => ({ pattern: `^(\\D*\\d){${m[1]},${m[2]}}\\D*$` }),
	},
	{ kind: 'string', pattern: /^numeric$/, limit: () => ({ pattern: '^\\+?[0-9]+$' }) },
	{
		kind: 'number',
		pattern: /^(?:Records per page, )?(\d+)-(\d+)\b/,
		limit: (m) => ({ minimum: Number(m[1]), maximum: Number(m[2]) }),
	},
	{
		kind: 'number',
		pattern: /\b(\d+)\.\.(\d+)\b/,
		limit: (m) => ({ minimum: Number(m[1]), maximum: Number(m[2]) }),
	},
	{ kind: 'number', pattern: />= (\d+)/, limit: (m) => ({ minimum: Number(m[1]) }) },
	{ kind: 'number', pattern: /maximum (\d+)/, limit: (m) => ({ maximum: Number(m[1]) }) },
	{ kind: 'number', pattern: /default (\d+)/, limit: (m) => ({ default: Number(m[1]) }) },
	{ kind: 'array', pattern: /\bmin (\d+)\b/, limit: (m) => ({ minItems: Number(m[1]) }) },
	{ kind: 'array', pattern: /no duplicates/, limit: () => ({ uniqueItems: true }) },
];

/** Fields whose format follows from the name on every endpoint. */
const BY_NAME: Record<string, Schema> = {
	email: { format: 'email' },
	gift_recipient_email: { format: 'email' },
	currency: { pattern: LETTERS },
	ip: { anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
	page: { minimum: 1 },
	limit: { minimum: 1, maximum: 100 },
};

function kindOf(schema: Schema): Phrase['kind'] | undefined {
	const types = [schema.type].flat();
	if (types.includes('array')) return 'array';
	if (types.includes('string')) return 'string';
	return types.includes('integer') || types.includes('number') ? 'number' : undefined;
}

/**
 * Reads the limits that a parameter's description states.
 *
 * @param parameter the parameter of the reference
 * @param schema its schema by type, which tells which wordings apply
 * @returns the limits as schema keywords, empty where none is stated
 */
export function statedLimits(parameter: ReferenceParameter, schema: Schema): Schema {
	const kind = kindOf(schema);
	const limits: Schema = {};
	for (const phrase of PHRASES) {
		const match = phrase.kind === kind ? parameter.description.match(phrase.pattern) : null;
		if (match) Object.assign(limits, phrase.limit(match));
	}
	return kind === 'array' ? limits : { ...limits, ...BY_NAME[parameter.name] };
}

import type { Schema } from './reference';

const anyObject = (): Schema => ({ type: 'object' });
const unixSeconds = (): Schema => ({ type: 'integer', minimum: 0 });
const idList = (): Schema => ({ type: 'array', items: { type: 'integer' } });

/**
 * The schema of each type name that the reference uses. Where the reference is vague ('string / array')
 * every form that it names is taken. Fresh objects, as callers add limits to them.
 */
const TYPES: Record<string, () => Schema> = {
	string: () => ({ type: 'string' }),
	'string|null': () => ({ type: ['string', 'null'] }),
	'string / array': () => ({ type: ['string', 'array'], items: { type: 'string' } }),
	'string(uuid)': () => ({ type: 'string', format: 'uuid' }),
	'string(date)|null': () => ({ type: ['string', 'null'], format: 'date' }),
	date: () => ({ type: 'string', format: 'date' }),
	// 'date-time' is only used for invoice periods, which the reference also calls Unix seconds
	'date-time': () => ({ type: ['integer', 'string'], format: 'date-time', minimum: 0 }),
	timestamp: unixSeconds,
	'integer(timestamp)': unixSeconds,
	integer: () => ({ type: 'integer' }),
	'integer(int32)': () => ({ type: 'integer', format: 'int32' }),
	number: () => ({ type: 'number' }),
	boolean: () => ({ type: 'boolean' }),
	'boolean / 0|1': () => ({ type: ['boolean', 'integer'], enum: [true, false, 0, 1] }),
	object: anyObject,
	'array/object': () => ({ type: ['object', 'array'] }),
	'array<object>/object': () => ({ type: ['object', 'array'] }),
	array: idList,
	'array<integer>': idList,
	'array<string>': () => ({ type: 'array', items: { type: 'string' } }),
	'array<object>': () => ({ type: 'array', items: anyObject() }),
	file: () => ({ type: 'string', contentMediaType: 'application/octet-stream' }),
};

/**
 * @param type type name of the reference
 * @returns a fresh schema without limits
 * @throws Error for a type name that the reference did not use so far
 */
export function schemaOfType(type: string): Schema {
	const make = TYPES[type];
	if (make === undefined) throw new Error(`No schema is known for the reference type '${type}'`);
	return make();
}

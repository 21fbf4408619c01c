import { isDataObject } from '../../nodes/transport/dataObject';

/** As much of JSON Schema as n8n's editor reads of an output's schema. */
export interface OutputSchema {
	/** The first one is shown; `null` stands last where an attribute may be empty. */
	type: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

/** What is the user's own: its entries differ from record to record. */
const OWN_DATA = new Set(['metadata']);

/** @returns a schema that all the values fit; undefined without any */
export function inferSchema(values: readonly unknown[]): OutputSchema | undefined {
	return values.map(schemaOf).reduce<OutputSchema | undefined>(merged, undefined);
}

function schemaOf(value: unknown): OutputSchema {
	if (value === null || value === undefined) return { type: 'null' };
	if (Array.isArray(value)) {
		const items = inferSchema(value);
		return { type: 'array', ...(items && { items }) };
	}
	if (!isDataObject(value)) return { type: typeof value };
	const properties = Object.entries(value).map(([name, own]) => [
		name,
		OWN_DATA.has(name) && isDataObject(own) ? { type: 'object' } : schemaOf(own),
	]);
	return {
		type: 'object',
		properties: Object.fromEntries(properties) as OutputSchema['properties'],
	};
}

/** A schema for what fits the one or the other. */
export function merged(one: OutputSchema | undefined, other: OutputSchema): OutputSchema {
	if (one === undefined) return other;
	const types = [...new Set([...typesOf(one), ...typesOf(other)])].sort(
		(first, second) => Number(first === 'null') - Number(second === 'null'),
	);
	const [only = 'null'] = types;
	const properties = mergedProperties(one.properties, other.properties);
	const items =
		one.items && other.items ? merged(one.items, other.items) : (one.items ?? other.items);
	return {
		type: types.length === 1 ? only : types,
		...(properties && { properties }),
		...(items && { items }),
	};
}

function mergedProperties(
	one: OutputSchema['properties'],
	other: OutputSchema['properties'],
): OutputSchema['properties'] {
	if (one === undefined || other === undefined) return one ?? other;
	const all = { ...one };
	for (const [name, schema] of Object.entries(other)) all[name] = merged(all[name], schema);
	return all;
}

function typesOf({ type }: OutputSchema): string[] {
	return [type].flat();
}

/**
 * The schema with what others know of the same attributes: the kind of value that an attribute has where it is not
 * empty. No attribute is added.
 */
export function informed(schema: OutputSchema, known: OutputSchema | undefined): OutputSchema {
	if (known === undefined) return schema;
	if (typesOf(schema).every((type) => type === 'null')) return merged(schema, known);
	if (schema.properties === undefined) return schema;
	const properties = Object.entries(schema.properties).map(([name, own]) => {
		const other = known.properties?.[name];
		return [name, other === undefined ? own : merged(informed(own, other), ofSameKind(own, other))];
	});
	return {
		...schema,
		properties: Object.fromEntries(properties) as OutputSchema['properties'],
	};
}

/** What may be beside what is known; of objects the attributes are as they came out. */
function ofSameKind(own: OutputSchema, other: OutputSchema): OutputSchema {
	return own.properties === undefined ? other : { type: other.type };
}

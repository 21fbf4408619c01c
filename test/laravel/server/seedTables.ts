import contract from '../../../sandbox/contract/openapi.json';
import { Account } from '../../../sandbox/account/account';
import { isNumber } from '../../../sandbox/model/yesNo';
import { Collection } from '../../../sandbox/store/collection';

/** How the framework casts a column; null for a text. A 'yesNo' is stored as 0 or 1, and not cast. */
type Cast = 'integer' | 'float' | 'boolean' | 'yesNo' | 'array' | null;

export interface Table {
	columns: Record<string, Cast>;
	records: object[];
}

interface FieldSchema {
	type?: string | string[];
}

interface ContractOperation {
	operationId: string;
	requestBody?: {
		content: Record<string, { schema: { properties?: Record<string, FieldSchema> } }>;
	};
}

export const SEED = { seed: 1, customers: 20 };

/** Attributes of kinds of which the seed has no record. */
const UNSEEDED: Record<string, Table['columns']> = {
	exports: { uuid: null, started_at: 'integer', finished_at: 'integer', failed_reason: null },
};

/** Of the same day as every other run, so that both ends can be asked the same. */
export const NOW = Math.floor(Date.now() / 86_400_000) * 86_400;

/** The sandbox's made-up publisher as tables: columns for the attributes of its records and for the fields of the contract. */
export function seedTables(): Record<string, Table> {
	const { data } = new Account({ ...SEED, now: NOW });
	const fields = fieldsByResource();
	const collections = (Object.values(data) as unknown[]).filter(
		(one): one is Collection<{ id: number }> => one instanceof Collection,
	);
	return Object.fromEntries(
		collections.map(({ name, records }) => {
			const casts = castsOf(records);
			const columns = {
				...casts,
				...fields[name],
				...UNSEEDED[name],
				// What no record of the seed has is as the contract says.
				...known(casts),
				created_at: 'integer',
				updated_at: 'integer',
			};
			const table = {
				columns: asAnswered(columns as Table['columns']),
				records: records.map((one) => withAliases(one, columns)),
			};
			return [name, table];
		}),
	);
}

/** Lists are filtered by the name that requests have for a record's customer. */
function withAliases(record: object, columns: object): object {
	const { user_id: customer } = record as { user_id?: number | null };
	return 'customer_id' in columns ? { ...record, customer_id: customer } : record;
}

/** The table's own ID aside, and without a cast where Pelcro answers yes and no as the column has them. */
function asAnswered({ id: _id, ...columns }: Table['columns']): Table['columns'] {
	return Object.fromEntries(
		Object.entries(columns).map(([name, cast]) => [
			name,
			cast === 'boolean' && isNumber(name) ? 'yesNo' : cast,
		]),
	);
}

function castsOf(records: readonly object[]): Table['columns'] {
	const columns: Table['columns'] = {};
	for (const record of records) {
		for (const [name, value] of Object.entries(record)) columns[name] ??= castOf(value);
	}
	return columns;
}

function known(casts: Table['columns']): Table['columns'] {
	return Object.fromEntries(Object.entries(casts).filter(([, cast]) => cast !== null));
}

function castOf(value: unknown): Cast {
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
	if (typeof value === 'boolean') return 'boolean';
	return typeof value === 'object' && value !== null ? 'array' : null;
}

function fieldsByResource(): Record<string, Table['columns']> {
	const found: Record<string, Table['columns']> = {};
	const operations = Object.values(contract.paths).flatMap((methods) =>
		Object.values(methods as Record<string, ContractOperation>),
	);
	for (const { operationId, requestBody } of operations) {
		const resource = operationId.split('.', 1)[0] ?? '';
		for (const { schema } of Object.values(requestBody?.content ?? {})) {
			for (const [name, field] of Object.entries(schema.properties ?? {})) {
				(found[resource] ??= {})[name] ??= castOfField(field);
			}
		}
	}
	return found;
}

function castOfField({ type }: FieldSchema): Cast {
	const types = [type ?? []].flat().filter((one) => one !== 'null');
	if (types.includes('boolean')) return 'boolean';
	if (types.includes('array') || types.includes('object')) return 'array';
	if (types.includes('number')) return 'float';
	return types.length === 1 && types[0] === 'integer' ? 'integer' : null;
}

import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resources } from '../../../nodes/Pelcro/resources';
import type { PelcroOperation, PelcroProperty } from '../../../nodes/Pelcro/shared/types';
import { scriptedPelcro, type ScriptedPelcro } from '../host/scriptedPelcro';
import { WIRE_CASES } from '../operations';
import { runPelcro, stopEngine } from '../host/workflowRun';

/**
 * Any value in any field of any operation is sent as one that means the same, or refused before anything is sent. What
 * may be left out is said by the rule for empty values, and nothing else is.
 */

interface Target {
	resource: string;
	operation: PelcroOperation;
	/** The collection that the field is in. */
	collection?: string;
	field: PelcroProperty;
	parameters: INodeParameters;
}

/** Values that make the item's field; each is tried in every field. */
const VALUES = fc.oneof(
	{ weight: 4, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
	{ weight: 1, arbitrary: fc.date({ noInvalidDate: false }) },
	{
		weight: 4,
		arbitrary: fc.constantFrom<unknown>(
			null,
			undefined,
			'',
			' ',
			[],
			{},
			[null],
			['a', ''],
			NaN,
			Infinity,
			-1,
			0.1 + 0.2,
			46_205,
			253_402_300_799,
			7615917337495251231,
			'12:30',
			'true',
			true,
			'[object Object]',
			{ a: NaN },
			new Date('2031-03-31T00:00:00Z'),
			new Date(NaN),
		),
	},
);

/** For each field. More find more: `ANY_VALUE_RUNS=50`. */
const RUNS = Number(process.env.ANY_VALUE_RUNS ?? 3);

const tried = { inputs: 0, sent: 0, refused: 0, leftOut: 0, fields: new Set<string>() };
let server: ScriptedPelcro;

beforeAll(async () => {
	server = await scriptedPelcro(({ method, path }) =>
		method === 'GET' && !/\d$/.test(path)
			? { body: { data: [], meta: { current_page: 1, last_page: 1 } } }
			: { body: { data: { id: /\d+$/.exec(path)?.[0] ?? 1, currency: 'USD' } } },
	);
});

afterAll(async () => {
	await server.close();
	await stopEngine();
	const { inputs, sent, refused, leftOut, fields } = tried;
	process.stdout.write(
		`${inputs} values in ${fields.size} fields: ${sent} sent, ${refused} refused, ${leftOut} left out as empty\n`,
	);
});

/** Every field with a place in a request, of every operation that has a complete example. */
function targets(): Target[] {
	return resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap((operation) => {
			const cases: Record<string, (typeof WIRE_CASES)[keyof typeof WIRE_CASES]> = WIRE_CASES;
			const example = cases[resource]?.find((one) => one.operation === operation.option.value);
			if (example === undefined) return [];
			const { parameters } = example;
			return operation.fields.flatMap((field): Target[] => {
				const target = { resource, operation, parameters };
				if (field.type !== 'collection') {
					return isTried(field) ? [{ ...target, field }] : [];
				}
				return (field.options ?? [])
					.filter((own): own is PelcroProperty => 'type' in own)
					.filter(isTried)
					.map((own) => ({ ...target, field: own, collection: field.name }));
			});
		}),
	);
}

/** Repeatable groups are put together by n8n before the node sees them; files need a file. */
function isTried({ type, encoding, displayOptions, routing }: PelcroProperty): boolean {
	if (type === 'fixedCollection' || encoding === 'file' || displayOptions !== undefined)
		return false;
	return routing?.send?.property !== undefined;
}

function withExpression({ field, collection, parameters }: Target): INodeParameters {
	const expression = '={{ $json.value }}';
	const value: INodeParameters[string] =
		field.type === 'resourceLocator' ? { __rl: true, mode: 'id', value: expression } : expression;
	// Without the rows that the example has for the same attribute.
	const alone = Object.entries(parameters).filter(
		([name]) => field.encoding !== 'jsonRows' || `${name}Json` !== field.name,
	);
	const others: INodeParameters = Object.fromEntries(alone);
	if (collection === undefined) return { ...others, [field.name]: value };
	return { ...others, [collection]: { [field.name]: value } };
}

function isNothing(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (value instanceof Date || typeof value !== 'object') return false;
	return Object.keys(value).length === 0;
}

/** Whether what was sent can mean the value; strict where both are of one kind, and by the kind of field else. */
function meansTheSame(value: unknown, sent: unknown, field: PelcroProperty): boolean {
	if (isNothing(value)) return isNothing(sent);
	if (typeof value === 'number' && !Number.isFinite(value)) return false;
	if (value instanceof Date && Number.isNaN(value.getTime())) return false;
	if (typeof sent === 'string' && /NaN|Infinity|\[object|Invalid/.test(sent)) {
		return typeof value === 'string' && value.trim() === sent;
	}
	const whole = typeof value === 'number' && Number.isInteger(value);
	if (whole && !Number.isSafeInteger(value)) return false;
	if (field.encoding === 'money' || field.encoding === 'moneyInMajorUnits') {
		const amount = Number(value);
		const scale = field.encoding === 'money' ? 100 : 1;
		return Math.abs(Number(sent) - amount * scale) < 1e-6 * Math.max(1, Math.abs(amount));
	}
	if (field.type === 'dateTime') return isTimeOf(value, sent);
	// Pelcro keeps the digits of a phone number alone, and a text may have marks between them.
	if (field.encoding === 'phone' && typeof value === 'string') {
		return !/\p{L}/u.test(value) && sent === value.replace(/\D/g, '');
	}
	if (typeof sent === 'boolean') {
		const text = textOf(value).toLowerCase();
		return (sent ? ['true', '1'] : ['false', '0']).includes(text);
	}
	if (field.typeOptions?.multipleValues || field.type === 'multiOptions') {
		const entries = (list: unknown) =>
			[list].flat().flatMap((entry) =>
				textOf(entry)
					.split(',')
					.map((text) => text.trim()),
			);
		const meant = entries(value).filter((text) => text !== '');
		// A choice is taken however its capitals are typed.
		const compared = (list: unknown) =>
			field.type === 'multiOptions' ? JSON.stringify(list).toLowerCase() : JSON.stringify(list);
		return compared(entries(sent)) === compared(meant);
	}
	if (field.type === 'json') {
		const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
		const rows = field.encoding === 'jsonRows' ? [parsed].flat() : parsed;
		return JSON.stringify(sent) === JSON.stringify(rows);
	}
	if (typeof value === 'object' && !(value instanceof Date)) return false;
	const text = textOf(value);
	return (
		String(sent) === text || Number(sent) === Number(text) || String(sent) === text.toLowerCase()
	);
}

function textOf(value: unknown): string {
	return value instanceof Date ? value.toISOString() : String(value).trim();
}

function isTimeOf(value: unknown, sent: unknown): boolean {
	const time =
		value instanceof Date
			? value.getTime()
			: typeof value === 'number'
				? value * (Math.abs(value) > 253_402_300_799 ? 1 : 1000)
				: Date.parse(String(value));
	if (typeof value === 'number' && Math.abs(value) < 1e8) return false;
	const written = typeof sent === 'number' ? sent * 1000 : Date.parse(String(sent));
	// The day that the workflow's zone has then begins up to a day and a moment before.
	return Math.abs(written - time) < 2 * 86_400_000;
}

/** What the request has for the field. */
function sentFor({ field }: Target): unknown {
	const { type, property = '' } = field.routing?.send ?? {};
	if (field.condition !== undefined) {
		// A list that has nothing is asked once more, without its filters.
		const sent = server.received.map(({ query }) => query[property]).find(Boolean);
		return sent?.replace(/^eq:/, '');
	}
	const request = server.received.at(-1);
	const place: unknown = type === 'query' ? request?.query : request?.body;
	return (place as IDataObject | undefined)?.[property];
}

const TARGETS = targets();

describe('any value in any field', () => {
	it('has something to try', () => {
		expect(TARGETS.length).toBeGreaterThan(150);
	});

	it.each(TARGETS.map((target) => [nameOf(target), target] as const))(
		'%s is sent as it is meant, or refused',
		async (name, target) => {
			const check = fc.asyncProperty(VALUES, async (value) => {
				server.received.length = 0;
				const { error } = await runPelcro({
					credentials: server.credentials(),
					parameters: {
						resource: target.resource,
						operation: target.operation.option.value,
						...withExpression(target),
					},
					items: [{ value: value as IDataObject[string] }],
				});
				tried.inputs += 1;
				tried.fields.add(name);
				const writes = server.received.filter(({ method }) => method !== 'GET');
				const isRead = (target.operation.option.routing.request.method ?? 'GET') === 'GET';
				const carried = isRead ? server.received : writes;
				if (error !== undefined && carried.length === 0) {
					tried.refused += 1;
					return true;
				}
				const sent = sentFor(target);
				if (sent === undefined || isNothing(sent)) {
					tried.leftOut += 1;
					return isNothing(value) || isBlankJson(value, target.field);
				}
				tried.sent += 1;
				return meansTheSame(value, sent, target.field);
			});
			await fc.assert(check, { numRuns: RUNS });
			expect(tried.fields).toContain(name);
		},
	);
});

/** A JSON field that was not touched holds an empty list or object as text. */
function isBlankJson(value: unknown, { type }: PelcroProperty): boolean {
	return type === 'json' && /^\s*(\{\s*\}|\[\s*\])\s*$/.test(String(value));
}

function nameOf({ resource, operation, collection, field }: Target): string {
	return [resource, operation.option.value, collection, field.name].filter(Boolean).join('.');
}

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { AccountState } from '../../../sandbox/client';
import { resources } from '../../../nodes/Pelcro/resources';
import type { PelcroProperty, PelcroResource } from '../../../nodes/Pelcro/shared/types';
import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';

/**
 * What the node puts out, mapped into the fields that send it, changes nothing. The mapping is made from the
 * declarations, for every resource that can be read and updated.
 */

useSandbox();

/** The record's name for what is sent under another one. Reference: attributes of objects. */
const ANSWERED_AS: Readonly<Record<string, string>> = {
	address_id: 'address',
	collection_method: 'billing',
	end_date: 'expires_at',
	events_enabled: 'events',
	plan_id: 'plan',
	source_id: 'default_source',
	vendor_id: 'user_id',
};

/**
 * What is not answered as it is sent: an organization is sent by its name and answered by its ID; lines are answered
 * with IDs and amounts, which no update takes.
 */
const NOT_ANSWERED = ['organization', 'line_items'];

/** What Pelcro takes from some records only: a new plan without the renewal, domains and addresses of memberships. */
const OF_SOME_ONLY = ['plan', 'domains', 'ip_addresses', 'billing_cycle_anchor'];

/** Records that an update may change, and what they get first, so that there are times and lists to write back. */
const RECORDS: Readonly<Record<string, { path: string; id: number; body: IDataObject }>> = {
	bill: {
		path: 'bills',
		id: 2001,
		body: { period_start: '2026-04-24', period_end: '2026-10-31', metadata: { route: '12' } },
	},
	coupon: { path: 'coupons', id: 301, body: { redeem_by: '2026-12-31', max_redemptions: 9 } },
	plan: {
		path: 'plans',
		id: 202,
		body: { expires_at: '2031-03-31', amount_before_discount: 12.5 },
	},
	sku: {
		path: 'ecommerce/products/skus',
		id: 601,
		body: { expires_at: 1_893_455_999, weight: 0.4 },
	},
	vendor: { path: 'vendors', id: 1001, body: { birthdate: '1969-07-20' } },
};

/** Pelcro lets no order become what it is already. */
const REFUSED: Readonly<Record<string, RegExp>> = { order: /Status|cannot become/ };

/** Clocks change at midnight in Cairo. */
const CASES = ['America/Montreal', 'Asia/Tokyo', 'Africa/Cairo'].flatMap((timezone) =>
	['decimal', 'minor'].map((amounts) => ({ timezone, amounts })),
);

const TESTED = resources.filter(({ operations }) =>
	['get', 'getAll', 'update'].every((name) =>
		operations.some(({ option }) => option.value === name),
	),
);

let account: TestAccount;

beforeAll(async () => {
	account = await testAccount();
	for (const { path, id, body } of Object.values(RECORDS)) {
		const { status } = await account.sandbox.api().put(`/${path}/${id}`, body);
		if (status !== 200) throw new Error(`The sandbox refuses to fill in ${path}: ${status}`);
	}
});

it('covers every resource that can be read and updated', () => {
	expect(TESTED).toHaveLength(15);
});

describe.each(CASES)('in $timezone, amounts as $amounts', ({ timezone, amounts }) => {
	it.each(TESTED.map((resource) => [resource.value, resource] as const))(
		'%s, read and written back, stays as it is',
		async (value, resource) => {
			const options = { amounts };
			const run = async (operation: string, parameters: INodeParameters, items?: IDataObject[]) =>
				await account.run(value, operation, parameters, {
					timezone,
					items,
					onError: 'continueErrorOutput',
				});
			const all = jsonOf((await run('getAll', { returnAll: true, simplify: false })).items);
			const { id } = RECORDS[value] ?? {};
			const chosen = all.filter((one) => id === undefined || one.id === id).slice(0, 3);
			const locator = locatorOf(resource);
			const read = await run('get', { ...locator, simplify: false, options }, chosen);
			expect([read.errorItems, read.items.length]).toEqual([[], chosen.length]);
			const items = jsonOf(read.items);
			const before = await account.sandbox.state();
			await account.sent();
			const parameters = { ...mapping(resource, items), ...locator };
			const written = await run(
				'update',
				{ ...parameters, options: { amounts, skipUnchanged: false } },
				items,
			);
			const puts = (await account.sent()).filter(({ method }) => method === 'PUT');
			expect(puts).toHaveLength(items.length);
			const errors = written.errorItems.map(({ json }) => JSON.stringify(json.error));
			const expected = REFUSED[value];
			expect(errors.filter((error) => !expected?.test(error))).toEqual([]);
			expect(withoutTimeOfChange(await account.sandbox.state())).toEqual(
				withoutTimeOfChange(before),
			);
		},
	);
});

function operationOf({ operations }: PelcroResource, name: string) {
	const operation = operations.find(({ option }) => option.value === name);
	if (operation === undefined) throw new Error(`There is no ${name}`);
	return operation;
}

function locatorOf(resource: PelcroResource): INodeParameters {
	const [locator] = operationOf(resource, 'update').fields;
	return { [locator?.name ?? '']: record('={{ $json.id }}') };
}

/** Every field of the update that sends an attribute of the records, with an expression for it. */
function mapping(resource: PelcroResource, items: readonly IDataObject[]): INodeParameters {
	const [, ...fields] = operationOf(resource, 'update').fields;
	return Object.fromEntries(
		fields.flatMap((field): Array<[string, INodeParameters[string]]> => {
			if (field.type !== 'collection') return mapped(field, items);
			const own = (field.options ?? []).filter(
				(option): option is PelcroProperty => 'type' in option,
			);
			return [[field.name, Object.fromEntries(own.flatMap((one) => mapped(one, items)))]];
		}),
	);
}

function mapped(
	field: PelcroProperty,
	items: readonly IDataObject[],
): Array<[string, INodeParameters[string]]> {
	const { type, property = '' } = field.routing?.send ?? {};
	// n8n takes no expression for a whole group; what it gives is JSON, for which there is a field beside.
	if (type !== 'body' || field.type === 'fixedCollection' || field.encoding === 'file') return [];
	const name = [property, ANSWERED_AS[property] ?? ''].find((one) =>
		items.some((item) => one in item),
	);
	if (name === undefined || [...NOT_ANSWERED, ...OF_SOME_ONLY].includes(name)) return [];
	const isRecord = items.some((item) => isRelation(item[name])) && field.type === 'resourceLocator';
	// A null text clears what is null already; numbers and choices cannot be cleared everywhere.
	const orNothing = field.type === 'string' || field.clearedByNull ? '' : ' ?? undefined';
	const expression = `={{ $json[${JSON.stringify(name)}]${isRecord ? '?.id' : ''}${orNothing} }}`;
	return [[field.name, field.type === 'resourceLocator' ? record(expression) : expression]];
}

function isRelation(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'id' in value;
}

function withoutTimeOfChange({ records }: AccountState): unknown {
	return JSON.parse(
		JSON.stringify(records, (name, value: unknown) => (name === 'updated_at' ? undefined : value)),
	);
}

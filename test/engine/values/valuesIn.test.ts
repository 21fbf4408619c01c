import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { scriptedPelcro, type ScriptedPelcro, type Received } from '../host/scriptedPelcro';
import { record } from '../host/pelcroSandbox';
import { runPelcro, stopEngine, type RunOptions } from '../host/workflowRun';

/** Values as earlier nodes hand them over, and what becomes of them on n8n's own engine. */

let server: ScriptedPelcro;
/** The record that lists find; none by default. */
let found: IDataObject | undefined;

beforeAll(async () => {
	server = await scriptedPelcro(({ method, path }) =>
		method === 'GET' && !/\d$/.test(path)
			? {
					body: {
						data: found === undefined ? [] : [found],
						meta: { current_page: 1, last_page: 1 },
					},
				}
			: { body: { data: { id: Number(/\d+$/.exec(path)?.[0] ?? 1), ...found } } },
	);
});

afterAll(async () => {
	await server.close();
	await stopEngine();
});

beforeEach(() => {
	server.received.length = 0;
	found = undefined;
});

async function run(
	resource: string,
	operation: string,
	parameters: INodeParameters,
	more: Partial<RunOptions> = {},
) {
	const result = await runPelcro({
		credentials: server.credentials(),
		parameters: { resource, operation, ...parameters },
		...more,
	});
	return { ...result, sent: [...server.received] };
}

const lastBody = (sent: Received[]) => sent.at(-1)?.body;

async function refused(...args: Parameters<typeof run>): Promise<string> {
	const { error, sent } = await run(...args);
	expect(sent).toEqual([]);
	// The field as the form calls it, and what is wrong with it.
	expect(error?.message).toMatch(/^'[^']+'.* \w+|^An invoice needs /);
	return `${error?.message} ${error?.description}`;
}

const COUPON = {
	code: 'SPRING',
	name: 'Spring',
	duration: 'once',
	discountType: 'percent',
	percentOff: 10,
};
const INVOICE = { customerId: record(1), currency: 'USD' };

describe('dates', () => {
	it('1: a JavaScript Date is no empty value', async () => {
		const d = new Date('2031-03-31T00:00:00Z');
		const coupon = { ...COUPON, additionalFields: { redeemBy: '={{ $json.d }}' } };
		const { sent } = await run('coupon', 'create', coupon, { items: [{ d: d as never }] });
		expect(lastBody(sent)).toMatchObject({ redeem_by: '2031-03-31' });
		const ends = { subscriptionId: record(5), updateFields: { endDate: '={{ new Date(1e12) }}' } };
		expect(lastBody((await run('subscription', 'update', ends)).sent)).toEqual({ end_date: 1e9 });
		const text = { customerId: record(5), firstName: '={{ new Date(0) }}' };
		expect(lastBody((await run('customer', 'update', text)).sent)).toEqual({
			first_name: '1970-01-01T00:00:00.000Z',
		});
		const filter = [{ attribute: 'created_at', operator: 'eq', value: '={{ new Date(0) }}' }];
		const list = await run('bill', 'getAll', { filters: { filter } });
		expect(list.sent.find(({ path }) => path === '/bills')?.query['filter[created_at]']).toBe(
			'eq:1970-01-01T00:00:00.000Z',
		);
	});

	it.each(['America/Montreal', 'Asia/Tokyo', 'Africa/Cairo', 'Pacific/Apia'])(
		'2: a day stays, read and written back in %s',
		async (timezone) => {
			// Clocks in Cairo change at this midnight.
			let bill: IDataObject = { period_start: '2026-04-24', period_end: 1_777_593_600 };
			for (let turn = 0; turn < 3; turn += 1) {
				const period = {
					billId: record(5),
					periodStart: '={{ $json.period_start }}',
					periodEnd: '={{ $json.period_end }}',
				};
				const { sent } = await run(
					'bill',
					'update',
					{ ...period, updateFields: { footer: 'x' } },
					{
						timezone,
						items: [bill],
					},
				);
				expect(lastBody(sent)).toMatchObject({
					period_start: '2026-04-24',
					period_end: '2026-05-01',
				});
				bill = {
					period_start: '2026-04-24T00:00:00.000Z',
					period_end: ['2026-05-01T00:00:00.000Z', 1_777_593_600_000][turn % 2],
				};
			}
		},
	);

	/** Of the days that a resource can be read and updated by. */
	const days = [
		['coupon', 'couponId', 'redeem_by', 'redeemBy'],
		['plan', 'planId', 'expires_at', 'expiresAt'],
		['vendor', 'vendorId', 'birthdate', 'birthdate'],
		['bill', 'billId', 'period_end', 'periodEnd'],
	] as const;

	it.each(
		days.flatMap((day) =>
			['America/Montreal', 'Asia/Tokyo', 'Africa/Cairo'].map((zone) => [...day, zone] as const),
		),
	)(
		'2: %s, %s: %s goes in again as it came out: %s in %s',
		async (resource, id, name, field, timezone) => {
			// Clocks in Cairo change at the beginning of the first one.
			for (const day of ['2026-04-24', '2026-12-31', '1969-07-20', '9999-12-31']) {
				const last = Date.parse(`${day}T23:59:59Z`) / 1000;
				const forms = [day, last, last - 86_399, `${day} 23:59:59`, `${day}T23:59:59.000000Z`];
				for (const form of forms) {
					server.received.length = 0;
					found = { id: 5, [name]: form };
					const read = await run(
						resource,
						'get',
						{ [id]: record(5), simplify: false },
						{ timezone },
					);
					const value = `={{ $json.${name} }}`;
					const bill = { periodStart: '1960-01-01', periodEnd: value };
					const change = resource === 'bill' ? bill : { updateFields: { [field]: value } };
					const items = read.items.map(({ json }) => json);
					const written = await run(
						resource,
						'update',
						{ [id]: record(5), ...change },
						{ timezone, items },
					);
					expect({ form, body: lastBody(written.sent) }).toMatchObject({
						form,
						body: { [name]: day },
					});
				}
			}
		},
	);

	it.each([46205, '46205', '12:30', '18:00', '12', '1050', 'never'])(
		'3, 13: %p is no date',
		async (due) => {
			const parameters = {
				...INVOICE,
				additionalFields: { total: 5, dueDate: '={{ $json.due }}' },
			};
			expect(await refused('invoice', 'create', parameters, { items: [{ due }] })).toMatch(
				/'Due Date' is not a date/,
			);
		},
	);

	it('4: far dates are what they are', async () => {
		const parameters = { ...INVOICE, additionalFields: { total: 5, dueDate: 253402300799 } };
		const { sent } = await run('invoice', 'create', parameters as never);
		expect(lastBody(sent)).toMatchObject({ due_date: 253402300799 });
	});

	it.each(['America/Montreal', 'Pacific/Pago_Pago', 'UTC', 'Asia/Tokyo', 'Pacific/Kiritimati'])(
		'4: the end of the year 9999 stays, written, read and written back in %s',
		async (timezone) => {
			const update = async (endDate: unknown, items: IDataObject[] = [{}]) => {
				const parameters = { subscriptionId: record(5), updateFields: { endDate } };
				const { sent } = await run('subscription', 'update', parameters as never, {
					timezone,
					items,
				});
				return (lastBody(sent) as IDataObject).end_date as number;
			};
			const never = await update('9999-12-31T23:59:59');
			for (const end of [never, 253402300800, 253402318799]) {
				expect(await update(end)).toBe(end);
				expect(await update(`={{ ${end} }}`)).toBe(end);
				expect(await update(end * 1000)).toBe(end);
				found = { id: 5, due_date: end };
				const parameters = { invoiceId: record(5), simplify: false };
				const { items } = await run('invoice', 'get', parameters, { timezone });
				const json: IDataObject = items[0]?.json ?? {};
				expect(Date.parse(String(json.due_date)) / 1000).toBe(end);
				expect(await update('={{ $json.due_date }}', [json])).toBe(end);
				found = undefined;
			}
		},
	);

	it('reads times in odd forms', async () => {
		const time = '2026-03-31T18:00:00.000Z';
		for (const form of [
			'2026-03-31 18:00:00+00',
			'2026-03-31 18:00:00 UTC',
			{ date: '2026-03-31 14:00:00.000000', timezone_type: 3, timezone: 'America/Montreal' },
		]) {
			found = { id: 5, created_at: form };
			const parameters = { invoiceId: record(5), simplify: false };
			const { items } = await run('invoice', 'get', parameters, { timezone: 'UTC' });
			expect(items[0]?.json.created_at).toBe(time);
		}
	});
});

describe('switches and choices by expression', () => {
	it.each([['"true"'], ['1'], ['"TRUE"']])('5: Return All %s', async (value) => {
		const { sent } = await run('customer', 'getAll', { returnAll: `={{ ${value} }}` });
		expect(sent[0]?.query.limit).toBe('100');
	});

	it.each([
		['returnAll', '"maybe"', /'Return All' is not true or false/],
		['returnAll', '$json.nothing', /'Return All' is not true or false/],
		['limit', '$json.nothing', /'Limit' is not a number/],
		['simplify', '"perhaps"', /'Simplify' is not true or false/],
	])('5: %s {{ %s }} is refused', async (name, value, message) => {
		const parameters = { [name]: `={{ ${value} }}` };
		expect(await refused('customer', 'getAll', parameters)).toMatch(message);
	});

	it('5: Amounts is read by value or name, and refused else', async () => {
		const charge = { customerId: record(1), amount: '10.5', currency: 'USD', reference: 'x' };
		const amounts = (value: string) => ({ ...charge, options: { amounts: `={{ "${value}" }}` } });
		const { sent } = await run('charge', 'create', amounts('Decimals') as never);
		expect(lastBody(sent)).toMatchObject({ amount: 1050 });
		server.received.length = 0;
		expect(await refused('charge', 'create', amounts('cents') as never)).toMatch(/'Amounts'/);
	});

	it('5: what a choice shows follows the choice, also by its name', async () => {
		const coupon = { ...COUPON, discountType: '={{ "Percentage" }}', currency: 'USD' };
		expect(lastBody((await run('coupon', 'create', coupon)).sent)).toMatchObject({
			percent_off: 10,
		});
	});
});

describe('filters and queries', () => {
	it.each(['[null]', '[]', '["a", ""]', '$json', '{ a: 1 }', 'NaN', '$json.nothing', '""', '","'])(
		'6: the value {{ %s }} finds nobody rather than everybody',
		async (value) => {
			const filter = [{ attribute: 'email', operator: 'like', value: `={{ ${value} }}` }];
			expect(await refused('customer', 'getAll', { filters: { filter } })).toMatch(/'Filters/);
		},
	);

	it.each(['$json.nothing', 'null', '""'])(
		'6: a parameter that leaves records out, and is {{ %s }}',
		async (value) => {
			const status = { additionalFields: { status: `={{ ${value} }}` } };
			expect(await refused('bill', 'getAll', status)).toMatch(/'Status' is empty.*every record/);
			const vendor = { billVendorId: record(`={{ ${value} }}`) };
			const name = { vendorId: vendor.billVendorId };
			expect(await refused('bill', 'getAll', name)).toMatch(/'Vendor' is empty.*every record/);
		},
	);

	it('7: parameters of the same name are all sent', async () => {
		const parameter = [
			{ name: 'ids[]', value: '1' },
			{ name: 'ids[]', value: '={{ 2 }}' },
			{ name: 'archived', value: '={{ true }}' },
		];
		const options = { additionalQuery: { parameter } };
		const { sent } = await run('customer', 'getAll', { options });
		expect(sent[0]?.search).toContain('ids[]=1&ids[]=2');
		// Booleans in queries are 1 and 0.
		expect(sent[0]?.query.archived).toBe('1');
	});

	it.each([
		['page', '2', /'page' cannot be set/],
		['limit', '2', /'limit' cannot be set/],
		['Limit', '2', /'Limit' cannot be set/],
		['site_id', '2', /'site_id' cannot be set.*'Site ID' in Options/],
		['SITE_ID[]', '2', /'SITE_ID' cannot be set.*'Site ID' in Options/],
		['site.id', '2', /'site.id' cannot be set.*'Site ID' in Options/],
		['filter[email]', '={{ $json.nothing }}', /no value for filter\[email\]/],
		['filter[email]', '={{ {} }}', /no value|not text/],
		['', 'x', /without a name/],
	])('7: the parameter %p with %p is refused', async (name, value, message) => {
		const options = { additionalQuery: { parameter: [{ name, value }] } };
		expect(await refused('customer', 'getAll', { options })).toMatch(message);
	});

	it('14: a metadata key with a bracket is refused', async () => {
		const filter = [{ attribute: 'metadata.', attributeName: 'a]b', operator: 'eq', value: 'x' }];
		expect(await refused('customer', 'getAll', { filters: { filter } })).toMatch(/bracket/);
	});

	it('booleans of the form are 1 and 0 in queries', async () => {
		const { sent } = await run('bill', 'export', { additionalFields: { includeMetadata: true } });
		expect(sent[0]?.query.metadata).toBe('1');
	});
});

describe('empty values', () => {
	const update = async (
		updateFields: INodeParameters,
		more: Partial<RunOptions> = {},
		open: INodeParameters = {},
	) => await run('customer', 'update', { customerId: record(5), ...open, updateFields }, more);
	const asTool = { asTool: true };

	it('8: of an AI agent mean: not given', async () => {
		const { sent } = await update(
			{ displayName: '', email: 'new@x.org', phone: '={{ null }}' },
			asTool,
		);
		expect(lastBody(sent)).toEqual({ email: 'new@x.org' });
	});

	it('8: and it clears by naming the field', async () => {
		const { sent } = await update({ fieldsToClear: 'Last Name, organization, Phone' }, asTool);
		expect(lastBody(sent)).toEqual({ last_name: '', organization: null, phone: '' });
		server.received.length = 0;
		const { error } = await update({ fieldsToClear: 'shoe size' }, asTool);
		expect(error?.message).toMatch(/'shoe size'.*There are: .*Last Name/);
		expect(server.received).toEqual([]);
	});

	it('9: null and empty text clear, whatever the kind of field', async () => {
		const { sent } = await update({
			phone: '={{ null }}',
			displayName: '',
			mailMarketing: '={{ null }}',
			defaultSourceId: record(''),
			organization: '',
		});
		expect(lastBody(sent)).toEqual({
			phone: '',
			display_name: '',
			mail_marketing: null,
			default_source_id: null,
			organization: null,
		});
	});

	it('9: what the item lacks leaves the attribute alone, and is told', async () => {
		const fields = { displayName: '={{ $json.nothing }}' };
		const { sent, hints } = await update({ ...fields, phone: '55555' });
		expect(lastBody(sent)).toEqual({ phone: '55555' });
		expect(hints.join(' ')).toMatch(/'Display Name'.*1 item/);
		server.received.length = 0;
		const { error } = await update(fields);
		expect(error?.message).toMatch(/nothing to change/);
		expect(error?.description).toMatch(/'Display Name'/);
	});

	it.each([
		['empty', { lastName: '', firstName: 'New' }],
		['null', { lastName: '={{ null }}', firstName: 'New' }],
		['not in the item', { lastName: '={{ $json.nothing }}', firstName: 'New' }],
	])('an open field that is %s changes nothing', async (_how, open) => {
		for (const operation of ['create', 'update', 'upsert']) {
			found = operation === 'upsert' ? { id: 7, email: 'a@x.org' } : undefined;
			const key = operation === 'update' ? { customerId: record(5) } : { email: 'a@x.org' };
			const { sent, error } = await run('customer', operation, { ...key, ...open });
			expect(error).toBeUndefined();
			expect(lastBody(sent)).toMatchObject({ first_name: 'New' });
			expect(lastBody(sent)).not.toHaveProperty('last_name');
		}
	});

	it('an open field is cleared by its name, and not where it has a value', async () => {
		const clearing = { fieldsToClear: 'Last Name' };
		const { sent } = await update(clearing, {}, { firstName: 'New' });
		expect(lastBody(sent)).toEqual({ first_name: 'New', last_name: '' });
		server.received.length = 0;
		const { error } = await update(clearing, {}, { lastName: 'New' });
		expect(error?.message).toMatch(/'Last Name' has a value, and is to be cleared/);
		expect(server.received).toEqual([]);
	});

	it('what tells whether the record exists is none that can be cleared', async () => {
		const { error } = await run('customer', 'upsert', {
			email: 'a@x.org',
			additionalFields: { fieldsToClear: 'Old Provider ID' },
		});
		expect(error?.message).toMatch(/no field that can be cleared/);
	});

	it('9: Create or Update clears an existing record in the same way; a new one goes without', async () => {
		const upsert = {
			matchBy: 'email',
			email: 'a@x.org',
			lastName: 'New',
			additionalFields: {
				phone: '',
				displayName: '={{ null }}',
				metadata: { pair: [{ key: 'a', value: '' }] },
			},
		};
		expect(lastBody((await run('customer', 'upsert', upsert)).sent)).toEqual({
			email: 'a@x.org',
			last_name: 'New',
		});
		found = { id: 7, email: 'a@x.org' };
		expect(lastBody((await run('customer', 'upsert', upsert)).sent)).toEqual({
			email: 'a@x.org',
			phone: '',
			display_name: '',
			last_name: 'New',
			metadata: { a: null },
		});
	});

	it.each([
		['coupon', { couponId: record(5), updateFields: { metadataJson: '={{ null }}' } }],
		['product', { productId: record(5), updateFields: { image: '' } }],
	])('9: what cannot be cleared is refused: %s', async (resource, parameters) => {
		expect(await refused(resource, 'update', parameters)).toMatch(/cannot be emptied/);
	});

	it('a metadata pair whose value the item lacks changes nothing', async () => {
		const metadata = { pair: [{ key: 'a', value: '={{ $json.nothing }}' }] };
		const coupon = { couponId: record(5), updateFields: { metadata, name: 'New' } };
		expect(lastBody((await run('coupon', 'update', coupon)).sent)).toEqual({ name: 'New' });
		server.received.length = 0;
		const nan = { pair: [{ key: 'a', value: '={{ NaN }}' }] };
		const parameters = { couponId: record(5), updateFields: { metadata: nan } };
		expect(await refused('coupon', 'update', parameters)).toMatch(/'Metadata'/);
	});
});

describe('keys and long numbers', () => {
	it('10: are sent as they are looked up', async () => {
		const upsert = { matchBy: 'email', email: '={{ " a@x.org\\n" }}' };
		const { sent } = await run('customer', 'upsert', upsert);
		expect(sent.map(({ query, body }) => query['filter[email]'] ?? body)).toEqual([
			'eq:a@x.org',
			{ email: 'a@x.org' },
		]);
	});

	it('14: leave the stored spelling alone', async () => {
		found = { id: 7, code: 'WELCOME20' };
		const coupon = { ...COUPON, couponMatchBy: 'code', code: 'welcome20' };
		const { sent } = await run('coupon', 'upsert', coupon);
		expect(sent.at(-1)).toMatchObject({ method: 'PUT', path: '/coupons/7' });
		expect(lastBody(sent)).toHaveProperty('code', 'WELCOME20');
	});

	it('a record that the item says nothing more about is not written', async () => {
		found = { id: 7, email: 'a@x.org' };
		const { sent, items } = await run('customer', 'upsert', { matchBy: 'email', email: 'A@x.org' });
		expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET']);
		expect(items[0]?.json).toMatchObject({ id: 7 });
	});

	it.each([
		[
			'customer',
			'create',
			{ email: 'a@x.org', additionalFields: { oldProviderId: '={{ $json.n }}' } },
		],
		['customer', 'get', { customerId: record('={{ $json.n }}') }],
		[
			'customer',
			'create',
			{ email: 'a@x.org', additionalFields: { metadataJson: '={{ $json }}' } },
		],
		[
			'customer',
			'create',
			{ email: 'a@x.org', additionalFields: { metadataJson: '{"n": 7615917337495251231}' } },
		],
	])('11, 14: a rounded number is refused: %s %s', async (resource, operation, parameters) => {
		const items = [{ n: 7615917337495251231 }];
		expect(await refused(resource, operation, parameters, { items })).toMatch(
			/exact|not a Pelcro ID/,
		);
	});
});

describe('rows and ranges', () => {
	it('12: an expression for all rows, of which n8n makes blank ones, is refused by n8n', async () => {
		const parameters = { ...INVOICE, invoiceLines: { line: '={{ $json.lines }}' } };
		// n8n 2.8 does not say which field it is.
		await expect(run('invoice', 'create', parameters)).rejects.toThrow(
			/"Unit Price" is required|workflow has issues/,
		);
		expect(server.received).toEqual([]);
	});

	it.each([
		['customer', { email: 'a@x.org', additionalFields: { metadata: '={{ $json }}' } }],
		['coupon', { ...COUPON, additionalFields: { metadata: '={{ $json.pairs }}' } }],
		['sku', { name: 'Mug', additionalFields: { metadata: {} } }],
	])(
		'12: a creation of a %s does not go without a group that has no entries',
		async (resource, own) => {
			const parameters = { productId: record(1), price: '5', currency: 'USD', ...own };
			const items = [{ a: 'b', pairs: [{ key: 'a', value: 'b' }] as never }];
			const said = await refused(resource, 'create', parameters as never, { items });
			expect(said).toMatch(/'Metadata' has no entries.*'Metadata \(JSON\)'/);
		},
	);

	it('12: a list from an earlier node becomes rows as JSON', async () => {
		const additionalFields = { invoiceLinesJson: '={{ $json.lines }}' };
		const parameters = { ...INVOICE, additionalFields };
		const lines = [{ quantity: 2, unit_price: 5, description: 'Paper' }];
		const { sent } = await run('invoice', 'create', parameters, { items: [{ lines }] });
		expect(lastBody(sent)).toMatchObject({ line_items: [{ ...lines[0], unit_price: 500 }] });
		for (const wrong of ['text', 5, [1], null]) {
			server.received.length = 0;
			await refused('invoice', 'create', parameters, { items: [{ lines: wrong as never }] });
		}
	});

	it.each([
		['invoice', 'create', { ...INVOICE, invoiceLines: { line: [{ quantity: 1, unitPrice: -5 }] } }],
		['customer', 'create', { email: 'a@x.org', firstName: '={{ NaN }}' }],
		['customer', 'create', { email: 'a@x.org', firstName: '={{ $json }}' }],
	])('13: is refused: %s %s %j', async (resource, operation, parameters) => {
		expect(await refused(resource, operation, parameters as never)).toMatch(
			/'(Unit Price|First Name)'/,
		);
	});
});

import { readDeliveries, type Delivery } from '../../nodes/PelcroTrigger/deliveries/delivery';

/** The only one. */
function readDelivery(body: unknown): Delivery | undefined {
	const deliveries = readDeliveries(body);
	expect(deliveries.length).toBeLessThanOrEqual(1);
	return deliveries[0];
}

const CREATED = 1660237889;
const CREATED_ISO = '2022-08-11T17:11:29.000Z';
const RECORD = { object: 'customer', id: 10001, email: 'reader@example.com' };

it('reads the documented envelope', () => {
	expect(
		readDelivery({
			type: 'customer.updated',
			id: 'evt_1',
			created: CREATED,
			triggered_from: 'open_api',
			data: { object: RECORD, previous_attributes: { email: 'old@example.com' } },
		}),
	).toEqual({
		event: 'customer.updated',
		id: 'evt_1',
		created: CREATED_ISO,
		object: RECORD,
		previous: { email: 'old@example.com' },
	});
});

it.each<[string, string, unknown]>([
	['data.object', 'customer.created', { object: RECORD }],
	['data.address', 'address.created', { address: RECORD }],
	['data.bill', 'bill.paid', { bill: RECORD }],
	['data.charge', 'charge.failed', { charge: RECORD }],
	[
		'data.campaign beside other objects',
		'campaign.triggered',
		{
			campaign: RECORD,
			magic_link_token: 'x',
			subscription: { id: 2 },
		},
	],
	['an array of records', 'customer.created', [RECORD]],
	['an array with data.object', 'customer.created', [{ object: RECORD }]],
	['the record itself', 'customer.created', RECORD],
])('finds the record in %s', (_shape, type, data) => {
	expect(readDelivery({ type, id: 'evt_1', created: CREATED, data })?.object).toEqual(RECORD);
});

it.each<[string, unknown, string | null]>([
	['Unix seconds', CREATED, CREATED_ISO],
	['Unix seconds as text', String(CREATED), CREATED_ISO],
	['Unix milliseconds', CREATED * 1000, CREATED_ISO],
	['Unix milliseconds as text', `${CREATED}000`, CREATED_ISO],
	['ISO 8601', '2022-08-11T19:11:29+02:00', CREATED_ISO],
	['ISO 8601 with fractions', '2022-08-11T17:11:29.000000Z', CREATED_ISO],
	['date and time, in UTC', '2022-08-11 17:11:29', CREATED_ISO],
	['ISO 8601 without a zone, in UTC', '2022-08-11T17:11:29', CREATED_ISO],
	['nothing', undefined, null],
	['an empty text', '', null],
	['no time', 'yesterday', null],
	['a time out of range', 1e300, null],
])('reads the time as %s', (_form, created, expected) => {
	expect(readDelivery({ type: 'customer.created', created, data: {} })?.created).toBe(expected);
});

it('takes an empty array of previous attributes for none', () => {
	const data = { object: RECORD, previous_attributes: [] };
	expect(readDelivery({ type: 'member.updated', data })?.previous).toEqual({});
});

it('takes an ID that is a number, and does without one', () => {
	expect(readDelivery({ type: 'customer.created', id: 7 })?.id).toBe('7');
	expect(readDelivery({ type: 'customer.created' })).toEqual({
		event: 'customer.created',
		id: '',
		created: null,
		object: {},
		previous: {},
	});
});

it.each([
	[undefined],
	[null],
	['customer.created'],
	[7],
	[[]],
	[[{ type: 'customer.created' }]],
	[{}],
	[{ type: '' }],
	[{ type: 7 }],
	[{ event: 'customer.created' }],
])('takes %j for no event', (body) => {
	expect(readDelivery(body)).toBeUndefined();
});

it.each([
	['in a list', [{ object: RECORD }, { object: { id: 2 } }]],
	['in a list without a name', [RECORD, { id: 2 }]],
	['in a list under its name', { object: [RECORD, { id: 2 }] }],
])('reads two records %s', (_form, data) => {
	const read = readDeliveries({ type: 'customer.created', id: 'evt_1', data });
	expect(read.map(({ id, object }) => [id, object.id])).toEqual([
		['evt_1', RECORD.id],
		['evt_1', 2],
	]);
});

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
	'takes no record from what objects inherit as %s',
	(name) => {
		const data = { id: 7 };
		expect(readDelivery({ type: `${name}.created`, data })?.object).toEqual({ id: 7 });
	},
);

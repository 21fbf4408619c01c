import { Workflow, type INode } from 'n8n-workflow';

import { Pelcro } from '../../index.js';

const node = new Pelcro();

const TYPE = 'n8n-nodes-pelcro.pelcro';

/** The hints that the editor shows before the node runs, as it computes them. */
function hintsBefore(
	resource: string,
	operation: string,
	items: number,
	options: Record<string, string> = {},
): string[] {
	const pelcro: INode = {
		id: '1',
		name: 'Pelcro',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource, operation, options },
	};
	const workflow = new Workflow({
		nodes: [pelcro],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => node,
			getByNameAndVersion: () => node,
			getKnownTypes: () => ({}),
		},
	});
	const input = Array.from({ length: items }, (_, index) => ({ json: { index } }));
	return (node.description.hints ?? [])
		.filter(({ displayCondition = '' }) =>
			workflow.expression.getParameterValue(
				displayCondition,
				null,
				0,
				0,
				'Pelcro',
				input,
				'manual',
				{},
			),
		)
		.map(({ message }) => message);
}

describe('how long a step will take', () => {
	it.each([
		[121, '1 to 2 minutes'],
		[200, '1 to 2 minutes'],
		[241, '2 to 4 minutes'],
		[3_600, '10 to 30 minutes'],
		[50_000, 'more than an hour'],
	])('is said before it runs: %s creations', (items, words) => {
		expect(hintsBefore('customer', 'create', items)).toEqual([
			expect.stringMatching(`^These items need ${words}, or longer`),
		]);
	});

	it.each([1, 120])('is not said of what takes no minute: %s creations', (items) => {
		expect(hintsBefore('customer', 'create', items)).toEqual([]);
	});

	it('says of Create or Update that what is the same takes no call', () => {
		expect(hintsBefore('customer', 'upsert', 200)).toEqual([
			'These items need 1 to 2 minutes where all are new or changed: each of those takes a call, and the others none. Pelcro allows 120 calls a minute, and the node waits by itself.',
		]);
	});

	it('is not said of what reads, which takes few calls', () => {
		for (const operation of ['get', 'getAll']) {
			expect(hintsBefore('customer', operation, 5_000)).toEqual([]);
		}
	});
});

describe('that a second run creates all again', () => {
	const words = /^Run twice, this creates everything twice.*Once Key under Options/;

	it.each(['subscription', 'invoice', 'charge', 'bill'])(
		'is said of several items without a Once Key: %s',
		(resource) => {
			expect(hintsBefore(resource, 'create', 2)).toEqual([expect.stringMatching(words)]);
			expect(hintsBefore(resource, 'create', 1)).toEqual([]);
			expect(hintsBefore(resource, 'create', 2, { onceKey: 'row-1' })).toEqual([]);
		},
	);

	it.each(['address', 'plan', 'product'])('is said of what has a key: %s', (resource) => {
		expect(hintsBefore(resource, 'create', 2)).toEqual([
			expect.stringMatching(
				/^Run twice, this creates everything twice\. Create or Update does not/,
			),
		]);
		expect(hintsBefore(resource, 'create', 1)).toEqual([]);
		expect(hintsBefore(resource, 'upsert', 2)).toEqual([]);
	});

	it('is not said of what Pelcro refuses to make twice, nor of what creates nothing', () => {
		for (const [resource, operation] of [
			['customer', 'create'],
			['vendor', 'create'],
			['coupon', 'create'],
			['newsletter', 'create'],
			['customer', 'upsert'],
			['subscription', 'cancel'],
			['invoice', 'getAll'],
		] as const) {
			expect(hintsBefore(resource, operation, 2)).toEqual([]);
		}
	});
});

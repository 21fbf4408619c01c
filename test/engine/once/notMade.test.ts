import type { Reply } from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';
import { ALL, oncePelcro } from './oncePelcro';

// What is not made does not come late either, so nobody waits for it.
jest.mock('../../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../../dist/nodes/transport/limits'),
	LATE_CREATION_MS: 1,
	BACK_OFF_BASE_MS: 1,
}));

afterAll(async () => await stopEngine());

it.each<[string, Reply]>([
	['breaks the connection', 'lost'],
	['is not there', { status: 502, body: {} }],
	['fails', { status: 500, body: { message: 'Server Error' } }],
])(
	'a creation that Pelcro has not made in any try, as it %s, is not told as unknown',
	async (_how, reply) => {
		const once = await oncePelcro(ALL, () => reply);
		const { items } = await once.create('subscription', {
			items: [{ customer: 1, order: 'O-1' }],
			onError: 'continueRegularOutput',
		});
		await once.close();
		expect(once.received.filter(({ method }) => method === 'POST')).toHaveLength(5);
		const error = JSON.stringify(items[0]?.json.error);
		expect(error).toMatch(/It was not carried out: after each try/);
		expect(error).not.toMatch(/may have been carried out|unknown/);
	},
);

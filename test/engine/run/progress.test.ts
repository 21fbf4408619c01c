import { testAccount, useSandbox } from '../host/pelcroSandbox';

useSandbox();

it('a run of more than ten seconds says in the editor how far it is', async () => {
	const account = await testAccount({ customers: 3, latencyMs: 2_200 });
	const messages: string[] = [];
	const { items, error } = await account.run(
		'customer',
		'create',
		{ email: '={{ $json.email }}' },
		{
			items: Array.from({ length: 36 }, (_, index) => ({ email: `reader${index}@example.com` })),
			onMessage: (words) => void messages.push(words),
		},
	);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(36);
	expect(messages).toEqual([
		expect.stringMatching(/^Pelcro: \d\d of 36 items, about \d+ s to go$/),
	]);
	expect(messages.join()).not.toContain(account.sandbox.apiKey);
}, 40_000);

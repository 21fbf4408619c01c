import assert from 'node:assert/strict';

import { recordsOf } from '../../../demo/verifyRun';
import { ChatService } from '../services/chatService';
import type { Scenario } from '../scenario';

/** A user's five minutes are too long for a test. */
const EVERY_THREE_SECONDS = { item: [{ mode: 'custom', cronExpression: '*/3 * * * * *' }] };

interface Answer {
	data: { id: number };
}

export const scenario: Scenario = {
	name: 'tell-slack-of-subscriptions',
	workflow: 'tell-slack-of-subscriptions.json',
	async run({ account, check, importWorkflow, afterwards }) {
		const chat = await ChatService.start();
		afterwards(() => chat.stop());
		const workflow = await importWorkflow({
			parameters: {
				'New or changed subscription': { pollTimes: EVERY_THREE_SECONDS },
				'Write to the channel': { url: chat.url },
			},
		});
		await workflow.activate();
		afterwards(async () => await workflow.deactivate());
		const [, plan] = recordsOf<{ id: number; nickname: string }>(
			await account.state('plans'),
			'plans',
		);
		assert.ok(plan);
		let id = 0;

		await check('A new subscription is told in the channel, with its plan', async () => {
			const { data } = await account
				.api()
				.post<Answer>('/customers', { email: 'reader@example.com' });
			const subscription = await account.api().post<Answer>('/subscriptions', {
				user_id: data.data.id,
				plan_id: plan.id,
				quantity: 1,
				collection_method: 'send_invoice',
			});
			assert.equal(subscription.status, 200, JSON.stringify(subscription.data));
			id = subscription.data.data.id;
			const [line] = await chat.lines(1);
			assert.equal(line, `New subscription ${id} to ${plan.nickname}: active`);
			(await workflow.nextExecution()).assertSuccess();
		});

		await check('A subscription that is to end is told with what was before', async () => {
			const before = chat.told.length;
			const { status } = await account
				.api()
				.delete(`/subscriptions/${id}`, { data: { mode: 'period_end' } });
			assert.equal(status, 200);
			const line = (await chat.lines(before + 1)).at(-1);
			assert.equal(
				line,
				`Changed subscription ${id} to ${plan.nickname}: active\n• cancel_at_period_end: false → true`,
			);
		});

		await check('What was there before, and what did not change, is not told', async () => {
			await chat.quiet(7_000);
			assert.equal(chat.told.length, 2, chat.told.join('\n'));
			assert.equal((await workflow.executionIds()).length, 2);
		});
	},
};

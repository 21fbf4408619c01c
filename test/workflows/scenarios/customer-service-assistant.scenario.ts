import assert from 'node:assert/strict';

import axios from 'axios';

import { type CustomerRecord, recordsOf, type SubscriptionRecord } from '../../../demo/verifyRun';
import type { SandboxAccount } from '../../../sandbox/client';
import type { Scenario } from '../scenario';
import {
	lastToolAnswer,
	type ScriptedModel,
	startScriptedModel,
	type Turn,
} from '../services/scriptedModel';

const TRIGGER = 'A colleague asks';

/** What n8n calls the tools, after their nodes. */
const TOOL = {
	find: 'Find_customers',
	get: 'Get_customer_with_subscriptions',
	plans: 'List_plans',
	cancel: 'Cancel_subscription',
};

/** The most fields of a simplified record. */
const SIMPLIFIED = 10;

const REASON = 'Moves abroad';

const NOBODY = 'nobody@example.com';

/** Of an email address, as somebody remembers it. */
const PART_LENGTH = 8;

interface Subscription extends SubscriptionRecord {
	current_period_end: number;
	cancel_at_period_end: boolean;
	cancel_reason: string | null;
}

export const scenario: Scenario = {
	name: 'customer-service-assistant',
	workflow: 'customer-service-assistant.json',
	form: { node: 'Get customer with subscriptions', picture: 'ai-tool' },
	async run({ account, check, importWorkflow, addCredential, afterwards }) {
		const model = await startScriptedModel();
		afterwards(async () => await model.close());
		const { customer, subscription } = await someSubscriber(account);
		const openAi = await addCredential('openAiApi', { apiKey: 'not needed', url: model.baseUrl });
		const workflow = await importWorkflow({
			credentials: { '@n8n/n8n-nodes-langchain.lmChatOpenAi': openAi },
			// the editor's own chat needs a browser
			parameters: { [TRIGGER]: { public: true } },
		});
		await workflow.activate();
		const chat = `${workflow.addressOf(TRIGGER, 'webhook')}/chat`;

		const question = `When does the subscription of ${customer.email} renew?`;
		model.play(lookUp(customer));
		const renewal = await ask(chat, question);
		await check('The model is offered the tools with descriptions and schemas', () => {
			assertTools(model);
		});
		await check('What the model fills in reaches Pelcro', async () => {
			const calls = await callsOf(account);
			assert.deepEqual(calls, [
				`GET /customers filter[email]=eq:${NOBODY}`,
				`GET /customers filter[email]=like:${partOf(customer)}`,
				`GET /customers filter[email]=eq:${customer.email}`,
				`GET /customers/${customer.id} expand=subscriptions`,
				'GET /plans',
			]);
		});
		await check('The model gets compact records, and refusals in Pelcro’s words', () => {
			assertAnswers(model, customer);
		});
		await check('The answer arrives in the chat, made of what Pelcro said', () => {
			// In the workflow's time zone, so with its distance from UTC.
			const [, told = ''] = /^It renews on (\S+[+-]\d\d:\d\d)\.$/.exec(renewal) ?? [];
			assert.equal(Date.parse(told), subscription.current_period_end * 1000, renewal);
		});

		model.play(cancelSubscription(subscription.id));
		const farewell = await ask(chat, 'She moves abroad. Cancel it, please.');
		await check('It remembers the chat, and cancels at the end of the period only', async () => {
			const told = model.requests.at(-1)?.messages.map(({ content }) => content) ?? [];
			assert.ok(told.includes(question), 'the first question is forgotten');
			assert.equal(farewell, 'Cancelled at the end of the period: true.');
			const state = await account.state('subscriptions');
			const after = recordsOf<Subscription>(state, 'subscriptions');
			const cancelled = after.find(({ id }) => id === subscription.id);
			assert.equal(cancelled?.status, 'active');
			assert.equal(cancelled?.cancel_at_period_end, true);
			assert.equal(cancelled?.cancel_reason, REASON);
		});
		await check('The API key is not among what the model is told', () => {
			assert.ok(!JSON.stringify(model.requests).includes(account.apiKey));
		});
	},
};

/** A customer with one subscription that is active and renews. */
async function someSubscriber(account: SandboxAccount) {
	const state = await account.state();
	const subscriptions = recordsOf<Subscription>(state, 'subscriptions');
	const subscription = subscriptions.find(
		({ status, user_id, cancel_at_period_end }) =>
			status === 'active' &&
			!cancel_at_period_end &&
			subscriptions.filter((other) => other.user_id === user_id).length === 1,
	);
	assert.ok(subscription);
	const customer = recordsOf<CustomerRecord>(state, 'customers').find(
		({ id }) => id === subscription.user_id,
	);
	assert.ok(customer);
	return { customer, subscription };
}

function partOf({ email }: CustomerRecord): string {
	return String(email).slice(0, PART_LENGTH);
}

/** Mistakes the email once, looks for a part of it, and answers with what the subscription says. One call gets all of it. */
function lookUp(customer: CustomerRecord): Turn[] {
	return [
		() => ({ call: TOOL.get, with: { email: NOBODY } }),
		() => ({ call: TOOL.find, with: { email: partOf(customer) } }),
		() => ({ call: TOOL.get, with: { email: customer.email } }),
		() => ({ call: TOOL.plans, with: {} }),
		({ messages }) => {
			const found = messages.filter(({ role }) => role === 'tool').at(-2)?.content ?? '[]';
			const [customer] = JSON.parse(found) as Array<{
				subscriptions: Array<{ current_period_end: string }>;
			}>;
			return { say: `It renews on ${customer?.subscriptions[0]?.current_period_end}.` };
		},
	];
}

function cancelSubscription(id: number): Turn[] {
	return [
		() => ({ call: TOOL.cancel, with: { subscription_id: id, reason: REASON } }),
		(request) => {
			const [answer] = JSON.parse(lastToolAnswer(request)) as Subscription[];
			return { say: `Cancelled at the end of the period: ${answer?.cancel_at_period_end}.` };
		},
	];
}

/** Says something in the chat. @returns the answer */
async function ask(chat: string, chatInput: string): Promise<string> {
	const message = { action: 'sendMessage', sessionId: 'one colleague', chatInput };
	return (await axios.post<{ output: string }>(chat, message)).data.output;
}

function assertTools({ requests }: ScriptedModel): void {
	const tools = (requests[0]?.tools ?? []).map((tool) => tool.function);
	const properties = Object.fromEntries(
		tools.map(({ name, parameters }) => [name, Object.keys(parameters.properties)]),
	);
	assert.deepEqual(properties, {
		[TOOL.find]: ['email'],
		[TOOL.get]: ['email'],
		[TOOL.plans]: [],
		[TOOL.cancel]: ['subscription_id', 'reason'],
	});
	for (const { name, description, parameters } of tools) {
		assert.ok(description.length > 50, `${name} is described by '${description}'`);
		for (const [key, schema] of Object.entries(parameters.properties)) {
			assert.match(schema?.type ?? '', /^(string|number)$/, `${name}.${key}`);
			assert.ok((schema?.description ?? '').length > 20, `${name}.${key} is not described`);
		}
	}
}

/** The calls at Pelcro in their order, with what was asked for. */
async function callsOf(account: SandboxAccount): Promise<string[]> {
	const journal = await account.journal();
	return journal.map(({ method, path, query }) => {
		const asked = Object.entries(query).filter(
			([name]) => name.startsWith('filter') || name === 'expand',
		);
		const words = asked.map(([name, value]) => `${name}=${String(value)}`);
		return [method, path.replace(/^.*\/core/, ''), ...words].join(' ');
	});
}

function assertAnswers({ requests }: ScriptedModel, customer: CustomerRecord): void {
	const messages = requests.at(-1)?.messages ?? [];
	const [refused, found, got, plans] = messages
		.filter(({ role }) => role === 'tool')
		.map(({ content }) => JSON.parse(content ?? '') as Array<Record<string, unknown>>);
	assert.ok(found?.some(({ id, email }) => id === customer.id && email === customer.email));
	assert.deepEqual(
		got?.map(({ id, email }) => ({ id, email })),
		[{ id: customer.id, email: customer.email }],
	);
	for (const record of [...(found ?? []), ...(plans ?? [])]) {
		assert.ok(Object.keys(record).length <= SIMPLIFIED, JSON.stringify(record));
	}
	assert.ok((plans ?? []).length > 1);
	assert.match(String(refused?.[0]?.error), /nobody@example\.com/);
}
